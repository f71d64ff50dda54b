// @verdict all=passed: nothing; the control that must get full marks, and the parts that the other specimens leave alone
type Vector = number[];

export function forward(x: Vector, w: Vector, b: number): { z: number; a: number } {
  let z = b;
  for (let i = 0; i < x.length; i++) z += x[i] * w[i];
  return { z, a: 1 / (1 + Math.exp(-z)) };
}

export function squaredError(a: number, y: number): number {
  return ((a - y) * (a - y)) / 2;
}

export function backward(x: Vector, w: Vector, b: number, y: number): { dw: Vector; db: number; dx: Vector } {
  const { a } = forward(x, w, b);
  const db = (a - y) * a * (1 - a);
  return { dw: x.map((xi) => db * xi), db, dx: w.map((wi) => db * wi) };
}

export function trainStep(x: Vector, w: Vector, b: number, y: number, lr: number): object {
  const { dw, db } = backward(x, w, b, y);
  const loss = squaredError(forward(x, w, b).a, y);
  return { w: w.map((wi, i) => wi - lr * dw[i]), b: b - lr * db, loss };
}
