/** The files of a new kata, by path: one part, so that everything compiles and the gate can already run. */

export function kataTemplate(id: string): Record<string, string> {
  const title = id.replace(/^\d+-/, "").replaceAll("-", " ");
  const number = id.split("-")[0];
  return {
    [`katas/${id}/kata.ts`]: declaration(title),
    [`katas/${id}/skeleton.ts`]: SKELETON,
    [`katas/${id}/README.md`]: statement(number, title),
    [`katas/${id}/README.zh-CN.md`]: statementInChinese(number, title),
    [`reference/${id}/float64.ts`]: REFERENCE,
    [`reference/${id}/tfjs.ts`]: TWIN,
    [`fixtures/${id}/grading.ts`]: grading(id),
  };
}

const declaration = (title: string) => `import { defineKata } from "katagrad/kata";

export default defineKata({
  title: { en: "${title}", zh: "${title}" },
  theme: "practice",
  difficulty: "easy",
  minutes: 20,
  parts: {
    scale: {
      points: 1,
      // Only where a picture says more than numbers: "curve", "trajectory" or "image".
      picture: { kind: "curve", of: "", at: 0, x: { en: "x", zh: "x" }, y: { en: "k·x", zh: "k·x" } },
      hints: [
        { en: "A nudge.", zh: "点拨一下。" },
        { en: "The formula.", zh: "给出公式。" },
        { en: "Pseudo-code in words; never the code.", zh: "用文字写的伪代码，不给出代码。" },
      ],
    },
  },
});
`;

const SKELETON = `import type { Vector } from "katagrad/nd";

/** k·x, [n]. */
export function scale(x: Vector, k: number): Vector {
  throw new Error("not implemented");
}
`;

const REFERENCE = `/** Source: author (year), "title". */
import type { Vector } from "katagrad/nd";

export function scale(x: Vector, k: number): Vector {
  return x.map((xi) => k * xi);
}
`;

const TWIN = `/** The same on tensors; gradients come from tf.grad, never from the formula of float64.ts. */
import type { Vector } from "katagrad/nd";
import * as tf from "katagrad/tfjs";

export function scale(x: Vector, k: number) {
  return tf.mul(tf.tensor1d(x), k);
}
`;

const grading = (id: string) => `import { defineGrading, graded } from "katagrad/grading";
import kata from "../../katas/${id}/kata.ts";
import * as float64 from "../../reference/${id}/float64.ts";

export default defineGrading(kata, {
  scale: graded(float64.scale, {
    input: ({ n }: { n: number }, draw) => [draw.normal([n]), draw.normal([])],
    cases: [
      { name: "one number", group: "basic", sizes: { n: 1 }, seed: 1, shown: true },
      { name: "five numbers", group: "basic", sizes: { n: 5 }, seed: 2 },
      { name: "none", group: "edge", sizes: { n: 0 }, seed: 3 },
    ],
    mistakes: [
      {
        name: "first-only",
        says: { en: "Only the first number is scaled.", zh: "只缩放了第一个数。" },
        edit: ["x.map((xi) => k * xi)", "x.map((xi, i) => (i === 0 ? k * xi : xi))"],
      },
      {
        name: "divided",
        says: { en: "The numbers are divided where they must be multiplied.", zh: "应当相乘，却做了除法。" },
        edit: ["k * xi", "xi / k"],
      },
    ],
  }),
});
`;

const EXAMPLE = `\`\`\`js example
scale([1, 2], 3)
// [3, 6]
\`\`\``;

const statement = (number: string, title: string) => `# ${number} · ${title}

## The question

## A two-minute answer

## The mathematics

## What to implement

### \`scale(x, k)\`

**How it is graded.** Results are compared with rtol 1e-9 and atol 1e-12.

## Worked example

${EXAMPLE}

## Pitfalls

## Follow-up questions

## Sources
`;

const statementInChinese = (number: string, title: string) => `# ${number} · ${title}

## 面试题

## 两分钟回答

## 数学推导

## 要实现的函数

### \`scale(x, k)\`

**评分方式。** 结果按 rtol 1e-9、atol 1e-12 比较。

## 算例

${EXAMPLE}

## 常见错误

## 追问

## 出处
`;
