/** Graphs of tfjs's own functions; every derivative is tfjs's, by reverse mode, and the second ones by reverse mode twice. */
import type { Vector } from "katagrad/nd";
import * as tf from "katagrad/tfjs";
import type { Binary, Node, Unary } from "./float64.ts";

export function composeDerivative(names: Unary[], x: number) {
  const chain = (u: tf.Tensor) => names.reduce((inner, name) => UNARY[name](inner), tf.add(u, 0));
  const { value, grad } = tf.valueAndGrad(chain)(tf.scalar(x));
  return { value, derivative: grad };
}

export function evaluateGraph(nodes: Node[]) {
  return tf.stack(unfold(nodes, inputsOf(nodes))); // [N]
}

/** Every node is given a push of its own, 0 in size: the derivative with respect to the push is the node's. */
export function backwardGraph(nodes: Node[]) {
  const inputs = inputsOf(nodes);
  const output = (pushes: tf.Tensor) => last(unfold(nodes, inputs, UNARY, tf.unstack(pushes)));
  return tf.grad(output)(tf.zeros([nodes.length])); // [N]
}

export function dualNumbers(nodes: Node[], seed: Vector) {
  const output = (x: tf.Tensor) => last(unfold(nodes, x));
  const { value, grad } = tf.valueAndGrad(output)(inputsOf(nodes));
  return { value, tangent: along(grad, seed) };
}

export function hessianVectorProduct(nodes: Node[], x: Vector, v: Vector) {
  const gradient = tf.grad((at: tf.Tensor) => last(unfold(nodes, at, TWICE)));
  const slope = (at: tf.Tensor) => tf.add(along(gradient(at), v), tf.mul(0, tf.sum(at))); // tfjs wants x in it, even where the slope is constant
  return tf.grad(slope)(tf.tensor1d(x)); // [n]
}

const UNARY: Record<Unary, (a: tf.Tensor) => tf.Tensor> = {
  neg: tf.neg,
  square: tf.square,
  sqrt: tf.sqrt,
  exp: tf.exp,
  log: tf.log,
  sin: tf.sin,
  cos: tf.cos,
  tanh: tf.tanh,
  sigmoid: tf.sigmoid,
  relu: tf.relu,
};

/**
 * The same, differentiable twice. Where tfjs takes a slope from the function's output, it loses sight of how that slope moves; sinh and cosh take theirs
 * from the input, and the other three are made of them.
 */
const TWICE: typeof UNARY = {
  ...UNARY,
  exp: (a) => tf.add(tf.cosh(a), tf.sinh(a)),
  tanh: (a) => tf.div(tf.sinh(a), tf.cosh(a)),
  sigmoid: (a) => tf.div(1, tf.add(1, tf.sub(tf.cosh(a), tf.sinh(a)))),
};

const BINARY: Record<Binary, (a: tf.Tensor, b: tf.Tensor) => tf.Tensor> = {
  add: tf.add,
  sub: tf.sub,
  mul: tf.mul,
  div: tf.div,
};

/** The value of every node, [N] scalars, each with its push added if there are any. */
function unfold(nodes: Node[], inputs: tf.Tensor, unary = UNARY, pushes?: tf.Tensor[]): tf.Tensor[] {
  const values: tf.Tensor[] = [];
  const rest = [...tf.unstack(inputs)]; // a copy: the list itself is on the tape
  const push = (value: tf.Tensor, i: number) => (pushes ? tf.add(value, pushes[i]) : value);
  const compute = (i: number): tf.Tensor => {
    const node = nodes[i];
    if (!values[i] && node.op !== "input") {
      const [a, b] = node.args.map(compute);
      values[i] = push(node.args.length === 2 ? BINARY[node.op as Binary](a, b) : unary[node.op as Unary](a), i);
    }
    return values[i];
  };
  nodes.forEach((node, i) => {
    if (node.op === "input") values[i] = push(rest.shift()!, i);
  });
  return nodes.map((_, i) => compute(i));
}

function last(values: tf.Tensor[]): tf.Scalar {
  return values[values.length - 1] as tf.Scalar;
}

function along(gradient: tf.Tensor, direction: Vector): tf.Scalar {
  return tf.sum(tf.mul(gradient, tf.tensor1d(direction)));
}

/** [n] */
function inputsOf(nodes: Node[]): tf.Tensor1D {
  return tf.tensor1d(nodes.flatMap((node) => (node.op === "input" ? [node.value] : [])));
}
