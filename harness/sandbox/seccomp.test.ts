import { describe, expect, it } from "vitest";
import { seccompFilter } from "./seccomp.ts";

const X64 = 0xc000_003e;
const ALLOW = 0x7fff_0000;
const KILL = 0x8000_0000;
const fails = (errno: number) => 0x0005_0000 | errno;
const [EPERM, ENOSYS] = [1, 38];
const CLONE_THREAD = 0x0001_0000;
/** The longest program that the kernel takes, BPF_MAXINSNS. */
const LONGEST = 4_096;

const filter = seccompFilter("x64")!;

interface Instruction {
  readonly code: number;
  readonly jumpTrue: number;
  readonly jumpFalse: number;
  readonly k: number;
}

const program = Array.from(
  { length: filter.length / 8 },
  (_, i): Instruction => ({
    code: filter.readUInt16LE(i * 8),
    jumpTrue: filter[i * 8 + 2],
    jumpFalse: filter[i * 8 + 3],
    k: filter.readUInt32LE(i * 8 + 4),
  }),
);

/** Runs the program as the kernel would: what it decides about a system call. */
function decide(nr: number, { arch = X64, argument0 = 0 } = {}): number {
  const data: Readonly<Record<number, number>> = { 0: nr, 4: arch, 16: argument0 };
  let accumulator = 0;
  for (let at = 0; ; ) {
    const { code, jumpTrue, jumpFalse, k } = program[at++];
    const jumpIf = (truth: boolean) => {
      at += truth ? jumpTrue : jumpFalse;
    };
    switch (code) {
      case 0x20:
        accumulator = data[k];
        break;
      case 0x15:
        jumpIf(accumulator === k);
        break;
      case 0x35:
        jumpIf(accumulator >= k);
        break;
      case 0x45:
        jumpIf((accumulator & k) !== 0);
        break;
      case 0x06:
        return k;
      default:
        throw new Error(`instruction ${at - 1} has the code ${code}`);
    }
  }
}

describe("the system call filter", () => {
  it("is a program that the kernel accepts: whole instructions, jumps that stay inside, a return at the end", () => {
    expect(filter.length % 8).toBe(0);
    expect(program.length).toBeGreaterThan(10);
    expect(program.length).toBeLessThanOrEqual(LONGEST);
    program.forEach(({ code, jumpTrue, jumpFalse, k }, i) => {
      expect([0x20, 0x15, 0x35, 0x45, 0x06]).toContain(code);
      if (code === 0x20) expect([0, 4, 16]).toContain(k);
      expect(i + 1 + Math.max(jumpTrue, jumpFalse)).toBeLessThan(program.length + Number(code === 0x06));
    });
    expect(program.at(-1)?.code).toBe(0x06);
  });

  it("decides about every number that there is", () => {
    const decisions = new Set<number>();
    for (let nr = 0; nr < 1_024; nr++) decisions.add(decide(nr));
    expect(decisions).toEqual(new Set([ALLOW, fails(EPERM), fails(ENOSYS)]));
  });

  it.each([
    ["read", 0],
    ["write", 1],
    ["mmap", 9],
    ["futex", 202],
    ["exit_group", 231],
  ])("lets through %s", (_, nr) => expect(decide(nr)).toBe(ALLOW));

  it.each([
    ["open", 2],
    ["socket", 41],
    ["connect", 42],
    ["sendto", 44],
    ["fork", 57],
    ["vfork", 58],
    ["kill", 62],
    ["ptrace", 101],
    ["setuid", 105],
    ["mount", 165],
    ["unshare", 272],
    ["perf_event_open", 298],
    ["setns", 308],
    ["process_vm_writev", 311],
    ["memfd_create", 319],
    ["bpf", 321],
    ["userfaultfd", 323],
    ["io_uring_setup", 425],
  ])("refuses %s", (_, nr) => expect(decide(nr)).toBe(fails(EPERM)));

  it("lets a thread be made and no process", () => {
    expect(decide(56, { argument0: CLONE_THREAD | 0x100 })).toBe(ALLOW);
    expect(decide(56, { argument0: 17 })).toBe(fails(EPERM));
    expect(decide(435)).toBe(fails(ENOSYS));
  });

  it("refuses the other calling conventions: x32 numbers, 32-bit programs", () => {
    expect(decide(0x4000_0000)).toBe(fails(EPERM));
    expect(decide(0x4000_0001)).toBe(fails(EPERM));
    expect(decide(0xffff_ffff)).toBe(fails(EPERM));
    expect(decide(0, { arch: 0x4000_0003 })).toBe(KILL);
  });

  it("exists for x64 alone", () => {
    for (const other of ["arm64", "ia32", "riscv64", ""]) expect(seccompFilter(other)).toBeUndefined();
  });
});
