/**
 * Activations and their derivatives, elementwise over a vector [n]; softmax and its relatives over each row of a matrix [B, n].
 * No exponential here has a large positive argument without its overflow being the right answer. Sources: Hendrycks and Gimpel
 * (2016), "Gaussian error linear units"; Ramachandran, Zoph and Le (2017), "Searching for activation functions"; Abramowitz and
 * Stegun (1964), "Handbook of mathematical functions", chapter 7.
 */
import type { Matrix, Vector } from "katagrad/nd";

/** σ(x). Far to the left e^(-x) is ∞, and 1/∞ is the right 0. */
export function sigmoid(x: Vector): Vector {
  return x.map((t) => 1 / (1 + Math.exp(-t)));
}

/** σ' = σ(1 - σ): the slope is known once the value is. */
export function sigmoidPrime(x: Vector): Vector {
  return sigmoid(x).map((s) => s * (1 - s));
}

/** (1 - e^(-2|x|)) / (1 + e^(-2|x|)) with the sign of x. The difference from 1 comes from expm1, exact near 0. */
export function tanh(x: Vector): Vector {
  return x.map((t) => {
    const drop = Math.expm1(-2 * Math.abs(t)); // e^(-2|t|) - 1, in (-1, 0]
    return (Math.sign(t) * -drop) / (2 + drop);
  });
}

/** tanh' = 1 - tanh². */
export function tanhPrime(x: Vector): Vector {
  return tanh(x).map((y) => 1 - y * y);
}

export function relu(x: Vector): Vector {
  return x.map((t) => (t > 0 ? t : 0));
}

/** The kink at 0 has slope 0, as in PyTorch. */
export function reluPrime(x: Vector): Vector {
  return x.map((t) => (t > 0 ? 1 : 0));
}

export function leakyRelu(x: Vector, slope: number): Vector {
  return x.map((t) => (t > 0 ? t : slope * t));
}

/** The kink at 0 has the slope of the left side, as in PyTorch. */
export function leakyReluPrime(x: Vector, slope: number): Vector {
  return x.map((t) => (t > 0 ? 1 : slope));
}

/** x Φ(x): the input, times the chance that a standard normal number lies below it. */
export function gelu(x: Vector): Vector {
  return x.map((t) => t * normalCdf(t));
}

/** The product rule: Φ(x) + x φ(x). */
export function geluPrime(x: Vector): Vector {
  return x.map((t) => normalCdf(t) + t * normalPdf(t));
}

/** log(1 + e^x) = max(x, 0) + log(1 + e^(-|x|)). */
export function softplus(x: Vector): Vector {
  return x.map((t) => Math.max(t, 0) + Math.log1p(Math.exp(-Math.abs(t))));
}

/** e^x / (1 + e^x), which is the sigmoid. */
export function softplusPrime(x: Vector): Vector {
  return sigmoid(x);
}

/** x σ(x). */
export function swish(x: Vector): Vector {
  const s = sigmoid(x);
  return x.map((t, i) => t * s[i]);
}

/** The product rule: σ(x) + x σ'(x). */
export function swishPrime(x: Vector): Vector {
  const s = sigmoid(x);
  return x.map((t, i) => s[i] + t * s[i] * (1 - s[i]));
}

/** x [B, n] → probabilities [B, n]. Shifting a row changes nothing, so its largest entry is moved to 0. */
export function softmax(x: Matrix): Matrix {
  return x.map((row) => {
    const max = Math.max(...row);
    const e = row.map((t) => Math.exp(t - max)); // [n], all in [0, 1] and one of them 1
    const total = sum(e); // in [1, n]
    return e.map((v) => v / total);
  });
}

/** x [B, n] → log-probabilities [B, n]. No logarithm of a probability is taken: that one may have become 0. */
export function logSoftmax(x: Matrix): Matrix {
  return x.map((row) => {
    const max = Math.max(...row);
    const logTotal = Math.log(sum(row.map((t) => Math.exp(t - max)))); // in [0, log n]
    return row.map((t) => t - max - logTotal);
  });
}

/**
 * s = softmax(x) [B, n] and the gradient g [B, n] of a loss with respect to s → the gradient with respect to x [B, n].
 * The Jacobian of a row is diag(s) - s sᵀ; times g that is s ∘ (g - s·g), and no n × n matrix is ever built.
 */
export function softmaxVjp(s: Matrix, g: Matrix): Matrix {
  return s.map((row, b) => {
    const mean = sum(row.map((sj, j) => sj * g[b][j])); // of g under the probabilities
    return row.map((sj, j) => sj * (g[b][j] - mean));
  });
}

function sum(x: Vector): number {
  return x.reduce((total, t) => total + t, 0);
}

/** φ(t), the density of the standard normal. */
function normalPdf(t: number): number {
  return Math.exp(-0.5 * t * t) / Math.sqrt(2 * Math.PI);
}

/** Φ(t) = ½ erfc(-t/√2): in the left tail small on its own, and not what is left of 1 - 1. */
function normalCdf(t: number): number {
  return 0.5 * erfc(-t / Math.SQRT2);
}

/** The complementary error function. Near 0 it is 1 - erf; in the tail it has a fraction of its own. */
function erfc(z: number): number {
  if (z < 0) return 2 - erfc(-z);
  return z < 2 ? 1 - erfSeries(z) : erfcFraction(z);
}

/** 2/√π e^(-z²) Σ 2ⁿ z^(2n+1) / (1·3·5···(2n+1)), all terms positive (Abramowitz and Stegun, 7.1.6). */
function erfSeries(z: number): number {
  let term = z;
  let total = z;
  for (let n = 1; term > 1e-17 * total; n++) {
    term *= (2 * z * z) / (2 * n + 1);
    total += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-z * z) * total;
}

/** e^(-z²)/√π · 1/(z + ½/(z + 1/(z + 3/2/(z + ···)))), read from the inside out (7.1.14). */
function erfcFraction(z: number): number {
  let tail = 0;
  for (let k = 80; k > 0; k--) tail = (0.5 * k) / (z + tail);
  return Math.exp(-z * z) / Math.sqrt(Math.PI) / (z + tail);
}
