/**
 * The system call filter that bubblewrap loads before the runner starts: an allow-list as classic BPF, everything else fails with
 * EPERM. x86-64 only; on another architecture there is none, and `kata doctor` says so.
 * Numbers: the Linux kernel's arch/x86/entry/syscalls/syscall_64.tbl. Layout: its uapi headers linux/filter.h and linux/seccomp.h.
 */

/** What Node needs to start, compute, read descriptor 0, write descriptor 3 and die; and what bubblewrap's own init needs. */
const ALLOWED: Readonly<Record<string, number>> = {
  read: 0, write: 1, close: 3, fstat: 5, poll: 7, lseek: 8, mmap: 9, mprotect: 10, munmap: 11, brk: 12,
  rt_sigaction: 13, rt_sigprocmask: 14, rt_sigreturn: 15, ioctl: 16, pread64: 17, readv: 19, writev: 20, access: 21,
  sched_yield: 24, mremap: 25, madvise: 28, dup: 32, dup2: 33, nanosleep: 35, getpid: 39, execve: 59, exit: 60,
  wait4: 61, uname: 63, fcntl: 72, getcwd: 79, readlink: 89, getrlimit: 97, getrusage: 98, sysinfo: 99, getuid: 102,
  getgid: 104, geteuid: 107, getegid: 108, getppid: 110, capget: 125, sigaltstack: 131, sched_getparam: 143,
  sched_getscheduler: 145, prctl: 157, arch_prctl: 158, gettid: 186, futex: 202, sched_getaffinity: 204,
  set_tid_address: 218, restart_syscall: 219, clock_gettime: 228, clock_getres: 229, clock_nanosleep: 230,
  exit_group: 231, epoll_wait: 232, epoll_ctl: 233, tgkill: 234, openat: 257, newfstatat: 262, readlinkat: 267,
  ppoll: 271, set_robust_list: 273, epoll_pwait: 281, eventfd2: 290, epoll_create1: 291, dup3: 292, pipe2: 293,
  prlimit64: 302, getrandom: 318, membarrier: 324, pkey_mprotect: 329, pkey_alloc: 330, pkey_free: 331, statx: 332,
  rseq: 334,
}; // biome-ignore format: a table
const CLONE = 56;
const CLONE3 = 435;
const CLONE_THREAD = 0x0001_0000;

const AUDIT_ARCH_X86_64 = 0xc000_003e;
const X32_BIT = 0x4000_0000;
const LOAD = 0x20; // BPF_LD | BPF_W | BPF_ABS
const JUMP_EQUAL = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
const JUMP_AT_LEAST = 0x35; // BPF_JMP | BPF_JGE | BPF_K
const JUMP_BITS = 0x45; // BPF_JMP | BPF_JSET | BPF_K
const RETURN = 0x06; // BPF_RET | BPF_K
const ALLOW = 0x7fff_0000;
const KILL = 0x8000_0000;
const fail = (errno: number) => 0x0005_0000 | errno;
const EPERM = 1;
const ENOSYS = 38;
/** Offsets into `struct seccomp_data`. */
const DATA = { nr: 0, arch: 4, argument0: 16 };

/** The filter's bytes, or undefined on an architecture that has no table. */
export function seccompFilter(architecture: string): Buffer | undefined {
  if (architecture !== "x64") return undefined;
  const program: [code: number, jumpTrue: number, jumpFalse: number, k: number][] = [
    [LOAD, 0, 0, DATA.arch],
    [JUMP_EQUAL, 1, 0, AUDIT_ARCH_X86_64],
    [RETURN, 0, 0, KILL],
    [LOAD, 0, 0, DATA.nr],
    [JUMP_AT_LEAST, 0, 1, X32_BIT],
    [RETURN, 0, 0, fail(EPERM)],
    // clone3 passes its flags by pointer, which a filter cannot read: libc falls back to clone on ENOSYS.
    [JUMP_EQUAL, 0, 1, CLONE3],
    [RETURN, 0, 0, fail(ENOSYS)],
    [JUMP_EQUAL, 0, 4, CLONE],
    [LOAD, 0, 0, DATA.argument0],
    [JUMP_BITS, 0, 1, CLONE_THREAD],
    [RETURN, 0, 0, ALLOW],
    [RETURN, 0, 0, fail(EPERM)],
  ];
  for (const number of Object.values(ALLOWED)) program.push([JUMP_EQUAL, 0, 1, number], [RETURN, 0, 0, ALLOW]);
  program.push([RETURN, 0, 0, fail(EPERM)]);
  const bytes = Buffer.alloc(program.length * 8);
  program.forEach(([code, jumpTrue, jumpFalse, k], i) => {
    bytes.writeUInt16LE(code, i * 8);
    bytes[i * 8 + 2] = jumpTrue;
    bytes[i * 8 + 3] = jumpFalse;
    bytes.writeUInt32LE(k >>> 0, i * 8 + 4);
  });
  return bytes;
}
