/**
 * The chain rule on computational graphs: reverse mode, forward mode, and one inside the other. A graph of N nodes, n of them inputs.
 * Sources: Griewank and Walther (2008), "Evaluating derivatives"; Wengert (1964), "A simple automatic derivative evaluation program",
 * for forward mode; Linnainmaa (1976), "Taylor expansion of the accumulated rounding error", for reverse mode; Pearlmutter (1994),
 * "Fast exact multiplication by the Hessian".
 */
import { type Matrix, type Vector, zeros } from "katagrad/nd";

export type Unary = "neg" | "square" | "sqrt" | "exp" | "log" | "sin" | "cos" | "tanh" | "sigmoid" | "relu";
export type Binary = "add" | "sub" | "mul" | "div";
export type Node =
  | { op: "input"; value: number }
  | { op: Unary; args: [number] }
  | { op: Binary; args: [number, number] };

/** From the innermost function outwards: each slope is taken where its function is, at the value so far. */
export function composeDerivative(names: Unary[], x: number): { value: number; derivative: number } {
  let [value, derivative] = [x, 1];
  for (const name of names) {
    const [next, slope] = UNARY[name](value);
    derivative *= slope;
    value = next;
  }
  return { value, derivative };
}

/** nodes [N] → the value of each, [N]. */
export function evaluateGraph(nodes: Node[]): Vector {
  return trace(nodes).values;
}

/** d(last node)/d(node) for each node, [N]. A node hands on its adjoint when all its users have added to it. */
export function backwardGraph(nodes: Node[]): Vector {
  const { steps } = trace(nodes);
  const adjoint = zeros(nodes.length); // [N]
  adjoint[nodes.length - 1] = 1;
  for (const { i, args, first } of steps.toReversed()) {
    args.forEach((k, a) => {
      adjoint[k] += adjoint[i] * first[a];
    });
  }
  return adjoint;
}

/** seed [n], a direction in the space of inputs → the last node's value, and its slope in that direction. */
export function dualNumbers(nodes: Node[], seed: Vector): { value: number; tangent: number } {
  const { values, steps } = trace(nodes);
  const tangents = pushTangents(nodes, steps, seed); // [N]
  return { value: values[nodes.length - 1], tangent: tangents[nodes.length - 1] };
}

/** Forward over reverse: x [n], v [n] → H(x)·v [n], the derivative of the gradient along v. The graph's own input values do not count. */
export function hessianVectorProduct(nodes: Node[], x: Vector, v: Vector): Vector {
  const inputs = inputsOf(nodes);
  const moved = nodes.map(
    (node, i): Node => (node.op === "input" ? { op: "input", value: x[inputs.indexOf(i)] } : node),
  );
  const { steps } = trace(moved);
  const tangents = pushTangents(moved, steps, v);
  const [adjoint, adjointDot] = [zeros(nodes.length), zeros(nodes.length)]; // [N] each
  adjoint[nodes.length - 1] = 1;
  for (const { i, args, first, second } of steps.toReversed()) {
    const along = args.map((j) => tangents[j]);
    args.forEach((k, a) => {
      const firstDot = dot(second[a], along); // how the local slope moves along v
      adjointDot[k] += adjointDot[i] * first[a] + adjoint[i] * firstDot;
      adjoint[k] = adjoint[k] + adjoint[i] * first[a];
    });
  }
  return inputs.map((i) => adjointDot[i]);
}

/** Value, first and second derivative at x. */
const UNARY: Record<Unary, (x: number) => [value: number, first: number, second: number]> = {
  neg: (x) => [-x, -1, 0],
  square: (x) => [x * x, 2 * x, 2],
  sqrt: (x) => [Math.sqrt(x), 0.5 / Math.sqrt(x), -0.25 / (x * Math.sqrt(x))],
  exp: (x) => [Math.exp(x), Math.exp(x), Math.exp(x)],
  log: (x) => [Math.log(x), 1 / x, -1 / (x * x)],
  sin: (x) => [Math.sin(x), Math.cos(x), -Math.sin(x)],
  cos: (x) => [Math.cos(x), -Math.sin(x), -Math.cos(x)],
  tanh: (x) => {
    const t = Math.tanh(x);
    return [t, 1 - t * t, -2 * t * (1 - t * t)];
  },
  sigmoid: (x) => {
    const s = 1 / (1 + Math.exp(-x));
    return [s, s * (1 - s), s * (1 - s) * (1 - 2 * s)];
  },
  relu: (x) => [Math.max(x, 0), x > 0 ? 1 : 0, 0],
};

interface Local {
  value: number;
  /** The partial derivative with respect to each argument. */
  first: Vector;
  /** The partial derivatives of those. */
  second: Matrix;
}

/** Value, gradient and Hessian at (a, b). */
const BINARY: Record<Binary, (a: number, b: number) => Local> = {
  add: (a, b) => ({ value: a + b, first: [1, 1], second: zeros(2, 2) }),
  sub: (a, b) => ({ value: a - b, first: [1, -1], second: zeros(2, 2) }),
  mul: (a, b) => ({
    value: a * b,
    first: [b, a],
    second: [
      [0, 1],
      [1, 0],
    ],
  }),
  div: (a, b) => ({
    value: a / b,
    first: [1 / b, -a / (b * b)],
    second: [
      [0, -1 / (b * b)],
      [-1 / (b * b), (2 * a) / (b * b * b)],
    ],
  }),
};

function local(op: Unary | Binary, [a, b]: Vector): Local {
  if (op in BINARY) return BINARY[op as Binary](a, b);
  const [value, first, second] = UNARY[op as Unary](a);
  return { value, first: [first], second: [[second]] };
}

/** A node that computes: which one, from which, and how it answers to them. */
interface Step extends Local {
  i: number;
  args: number[];
}

/** The values of all nodes, [N], and the computing nodes in an order in which arguments come first. */
function trace(nodes: Node[]): { values: Vector; steps: Step[] } {
  const values = zeros(nodes.length); // [N]
  const steps: Step[] = [];
  for (const i of topological(nodes)) {
    const node = nodes[i];
    if (node.op === "input") values[i] = node.value;
    else {
      const known = node.args.map((k) => values[k]);
      const step = { i, args: node.args, ...local(node.op, known) };
      values[i] = step.value;
      steps.push(step);
    }
  }
  return { values, steps };
}

/** The tangent of every node, [N], when the inputs move along seed. */
function pushTangents(nodes: Node[], steps: Step[], seed: Vector): Vector {
  const tangents = zeros(nodes.length);
  inputsOf(nodes).forEach((i, k) => {
    tangents[i] = seed[k];
  });
  for (const { i, args, first } of steps) {
    const along = args.map((k) => tangents[k]);
    tangents[i] = dot(first, along);
  }
  return tangents;
}

/** Depth first with a stack of its own: a node is placed when nothing that it needs is missing. */
function topological(nodes: Node[]): number[] {
  const placed = new Set<number>();
  nodes.forEach((_, root) => {
    const stack = [root];
    while (stack.length > 0) {
      const i = stack[stack.length - 1];
      const missing = argsOf(nodes[i]).filter((k) => !placed.has(k));
      stack.push(...missing);
      if (missing.length === 0) placed.add(stack.pop()!);
    }
  });
  return [...placed];
}

function argsOf(node: Node): number[] {
  return node.op === "input" ? [] : node.args;
}

/** Where the inputs stand, [n]. */
function inputsOf(nodes: Node[]): number[] {
  return nodes.flatMap((node, i) => (node.op === "input" ? [i] : []));
}

function dot(a: Vector, b: Vector): number {
  return a.reduce((sum, value, k) => sum + value * b[k], 0);
}
