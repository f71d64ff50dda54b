/** The names of axes, as the comments of a skeleton write them: `@param x images, [N, C, H, W]`, `@returns dx [B, D], db [H]`. */

const COMMENT = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*(?:export function (\w+))?/g;
/** A name right before the bracket is the tensor's; after a comma or a colon the bracket speaks of whatever the tag is about. */
const SHAPE = /(?:([A-Za-z_$][\w$]*) )?\[([^[\]]*)\]/g;
const AXIS = /^[\p{L}\d][\p{L}\d·+\- ₀-₉]{0,15}$/u;

/** By the tensor's name, `""` for the result itself. What other comments say of a name holds too, unless two disagree. */
export function axesIn(skeleton: string, part: string): Map<string, readonly string[]> {
  const comments = [...skeleton.matchAll(COMMENT)].map(([, text, name]) => ({ name, shapes: shapesIn(text) }));
  const own = comments.find(({ name }) => name === part)?.shapes ?? new Map<string, readonly string[]>();
  const others = new Map<string, readonly string[]>();
  const disputed = new Set<string>([""]);
  for (const { shapes } of comments)
    for (const [name, axes] of shapes) {
      const known = others.get(name);
      if (known && known.join() !== axes.join()) disputed.add(name);
      others.set(name, axes);
    }
  return new Map([...[...others].filter(([name]) => !disputed.has(name)), ...own]);
}

function shapesIn(comment: string): Map<string, readonly string[]> {
  const text = comment.replace(/\n\s*\* ?/g, "\n");
  const shapes = new Map<string, readonly string[]>();
  for (const tag of text.split(/\n(?=@)/)) {
    const parameter = /^@param (\w+)/.exec(tag)?.[1];
    for (const [, word, list] of tag.replace(/^@returns /, "").matchAll(SHAPE)) {
      const axes = list.split(",").map((axis) => axis.trim());
      if (!axes.every((axis) => AXIS.test(axis)) || !axes.some((axis) => /\p{L}/u.test(axis))) continue;
      // What a parameter's tag says first is about the parameter; of a sentence about the result, what it says last.
      const key = word && word !== "to" ? word : (parameter ?? "");
      if (key !== parameter || !shapes.has(key)) shapes.set(key, axes);
    }
  }
  return shapes;
}
