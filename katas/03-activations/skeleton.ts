import type { Matrix, Vector } from "katagrad/nd";

// Every function returns new arrays. All but the last three work elementwise: x [n] → [n].

/** σ(x) = 1 / (1 + e^(-x)). */
export function sigmoid(x: Vector): Vector {
  throw new Error("not implemented");
}

/** The derivative of sigmoid at each x (x is the input, not the activation). */
export function sigmoidPrime(x: Vector): Vector {
  throw new Error("not implemented");
}

/** The hyperbolic tangent. */
export function tanh(x: Vector): Vector {
  throw new Error("not implemented");
}

/** The derivative of tanh at each x. */
export function tanhPrime(x: Vector): Vector {
  throw new Error("not implemented");
}

/** x where x > 0, else 0. */
export function relu(x: Vector): Vector {
  throw new Error("not implemented");
}

/** The derivative of relu at each x; 0 at x = 0. */
export function reluPrime(x: Vector): Vector {
  throw new Error("not implemented");
}

/** x where x > 0, else slope · x, for any slope. */
export function leakyRelu(x: Vector, slope: number): Vector {
  throw new Error("not implemented");
}

/** The derivative of leakyRelu at each x; slope at x = 0. */
export function leakyReluPrime(x: Vector, slope: number): Vector {
  throw new Error("not implemented");
}

/** The exact x Φ(x), Φ the distribution function of the standard normal: not one of its approximations. */
export function gelu(x: Vector): Vector {
  throw new Error("not implemented");
}

/** The derivative of the exact gelu at each x. */
export function geluPrime(x: Vector): Vector {
  throw new Error("not implemented");
}

/** log(1 + e^x). */
export function softplus(x: Vector): Vector {
  throw new Error("not implemented");
}

/** The derivative of softplus at each x. */
export function softplusPrime(x: Vector): Vector {
  throw new Error("not implemented");
}

/** x σ(x), also called SiLU. */
export function swish(x: Vector): Vector {
  throw new Error("not implemented");
}

/** The derivative of swish at each x. */
export function swishPrime(x: Vector): Vector {
  throw new Error("not implemented");
}

/** Each row by itself: e^(x_j) over the sum of the row's e^(x_k). x [B, n] → [B, n] */
export function softmax(x: Matrix): Matrix {
  throw new Error("not implemented");
}

/** The logarithm of softmax, finite where softmax has underflowed to 0. x [B, n] → [B, n] */
export function logSoftmax(x: Matrix): Matrix {
  throw new Error("not implemented");
}

/**
 * The backward pass of softmax, row by row.
 * @param s softmax(x), [B, n]
 * @param g the gradient of a loss with respect to s, [B, n]
 * @returns the gradient of that loss with respect to x, [B, n]
 */
export function softmaxVjp(s: Matrix, g: Matrix): Matrix {
  throw new Error("not implemented");
}

/** Given, nothing to do here: the error function 2/√π ∫₀ᶻ e^(-u²) du, right to about 1e-15 for every z. */
function erf(z: number): number {
  const t = Math.abs(z);
  if (t < 2) {
    let term = z;
    let total = z;
    for (let n = 1; n < 60; n++) {
      term *= (2 * z * z) / (2 * n + 1);
      total += term;
    }
    return (2 / Math.sqrt(Math.PI)) * Math.exp(-z * z) * total;
  }
  let tail = 0;
  for (let k = 80; k > 0; k--) tail = k / 2 / (t + tail);
  return Math.sign(z) * (1 - Math.exp(-z * z) / Math.sqrt(Math.PI) / (t + tail));
}
