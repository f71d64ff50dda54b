import type { Vector } from "katagrad/nd";

/** A function of one number. */
export type Unary = "neg" | "square" | "sqrt" | "exp" | "log" | "sin" | "cos" | "tanh" | "sigmoid" | "relu";

/** A function of two numbers, in the order in which one writes them: a - b, a / b. */
export type Binary = "add" | "sub" | "mul" | "div";

/** One node of a graph. `args` are positions in the list of nodes, of nodes anywhere in it. */
export type Node =
  | { op: "input"; value: number }
  | { op: Unary; args: [number] }
  | { op: Binary; args: [number, number] };

/**
 * A chain of functions at one point. names[0] is applied to x, names[1] to its result, and so on.
 * @returns value and derivative of the whole composition at x
 */
export function composeDerivative(names: Unary[], x: number): { value: number; derivative: number } {
  throw new Error("not implemented");
}

/**
 * @param nodes a graph without circles, in any order, [N]
 * @returns the value of every node, in the order of the list, [N]
 */
export function evaluateGraph(nodes: Node[]): Vector {
  throw new Error("not implemented");
}

/**
 * Reverse mode: the derivative of the last node of the list with respect to every node.
 * @returns in the order of the list, [N]
 */
export function backwardGraph(nodes: Node[]): Vector {
  throw new Error("not implemented");
}

/**
 * Forward mode: the last node of the list, and its derivative in a direction.
 * @param seed how fast each input moves, in the order in which the inputs stand in the list, [n]
 * @returns value and tangent of the last node
 */
export function dualNumbers(nodes: Node[], seed: Vector): { value: number; tangent: number } {
  throw new Error("not implemented");
}

/**
 * The Hessian of the last node with respect to the inputs, times a vector, without the Hessian.
 * @param x values of the inputs, which replace those in the nodes, [n]
 * @param v the vector, [n]
 * @returns H(x)·v, [n]
 */
export function hessianVectorProduct(nodes: Node[], x: Vector, v: Vector): Vector {
  throw new Error("not implemented");
}
