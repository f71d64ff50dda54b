/** The objectives that a case passes by name, on tensors. Their gradients come from automatic differentiation. */
import * as tf from "@tensorflow/tfjs-core";

type TensorObjective = (x: tf.Tensor1D) => tf.Scalar;

const at = (x: tf.Tensor1D, i: number): tf.Scalar => tf.reshape(tf.slice(x, i, 1), []);

const OBJECTIVES: Readonly<Record<string, TensorObjective>> = {
  quadratic: (x) => {
    const curvatures = tf.tensor1d(Array.from({ length: x.size }, (_, i) => (i % 2 === 0 ? 1 : 10)));
    return tf.mul(0.5, tf.sum(tf.mul(curvatures, tf.square(x))));
  },
  rosenbrock: (x) => {
    const [a, b] = [at(x, 0), at(x, 1)];
    return tf.add(tf.square(tf.sub(1, a)), tf.mul(100, tf.square(tf.sub(b, tf.square(a)))));
  },
  beale: (x) => {
    const [a, b] = [at(x, 0), at(x, 1)];
    const term = (constant: number, power: number) => {
      const raised = Array.from({ length: power }).reduce<tf.Tensor>((product) => tf.mul(product, b), tf.scalar(1));
      return tf.square(tf.add(tf.sub(constant, a), tf.mul(a, raised)));
    };
    return tf.addN([term(1.5, 1), term(2.25, 2), term(2.625, 3)]) as tf.Scalar;
  },
};

/** `quadratic` on tensors, or its gradient as `quadratic.gradient`: [n] to a scalar, [n] to [n]. @throws RangeError when there is none */
export function namedTensorFunction(name: string): (x: tf.Tensor1D) => tf.Tensor {
  const [objective, what = "value"] = name.split(".");
  const found = Object.hasOwn(OBJECTIVES, objective) ? OBJECTIVES[objective] : undefined;
  if (!found || (what !== "value" && what !== "gradient"))
    throw new RangeError(`No function on tensors is named "${name}".`);
  return what === "value" ? found : (tf.grad(found as (x: tf.Tensor) => tf.Tensor) as (x: tf.Tensor1D) => tf.Tensor);
}
