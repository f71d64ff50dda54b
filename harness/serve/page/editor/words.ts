export const WORDS = {
  en: {
    editor: (title: string) => `Solution of ${title}, TypeScript. Press Escape, then Tab, to leave the editor.`,
    types: (n: number | undefined) =>
      n === undefined ? "" : n === 0 ? "No type errors" : n === 1 ? "1 type error" : `${n} type errors`,
    nextProblem: "Go to the next type error",
  },
  zh: {
    editor: (title: string) => `${title} 的作答，TypeScript。按 Escape 再按 Tab 可离开编辑器。`,
    types: (n: number | undefined) => (n === undefined ? "" : n === 0 ? "没有类型错误" : `${n} 个类型错误`),
    nextProblem: "跳到下一个类型错误",
  },
};
