/** What TypeScript adds to the editor: errors as one types, names to complete, types under the pointer. */
import { autocompletion, type CompletionContext } from "@codemirror/autocomplete";
import { linter } from "@codemirror/lint";
import type { Extension } from "@codemirror/state";
import { hoverTooltip } from "@codemirror/view";
import type { TypeProblem } from "../types/protocol.ts";
import type { TypeService } from "../types/type-service.ts";

/** "Cannot find module", of a file beside the text. */
const NOT_FOUND = 2307;

/** @param hasSiblings whether the text may import files that the worker does not know */
export function typesOf(kata: string, types: TypeService, hasSiblings: boolean): Extension {
  return [
    linter(
      async ({ state }) => {
        const text = state.doc.toString();
        const answer = await types.ask({ ask: "check", kata, text });
        const { length } = state.doc;
        const isKnown = ({ code, from }: TypeProblem) =>
          !(hasSiblings && code === NOT_FOUND && /^["']\.\//.test(text.slice(from, from + 3)));
        return (answer?.problems ?? []).filter(isKnown).map(({ from, to, code, message }) => ({
          from: Math.min(from, length),
          to: Math.min(to, length),
          severity: "error" as const,
          source: `TS${code}`,
          message,
        }));
      },
      { delay: 400 },
    ),
    autocompletion({ override: [(context) => complete(context, types, kata)] }),
    hoverTooltip(async (view, at) => {
      const answer = await types.ask({ ask: "explain", kata, text: view.state.doc.toString(), at });
      if (!answer?.explanation) return null;
      const { from, to, signature, about } = answer.explanation;
      return { pos: from, end: to, create: () => ({ dom: explanation(signature, about) }) };
    }),
  ];
}

async function complete(context: CompletionContext, types: TypeService, kata: string) {
  const word = context.matchBefore(/[\w$]*/);
  const isMember = context.matchBefore(/\.[\w$]*/) !== null;
  if (!word || (word.from === word.to && !context.explicit && !isMember)) return null;
  const answer = await types.ask({ ask: "complete", kata, text: context.state.doc.toString(), at: context.pos });
  return answer ? { from: word.from, options: [...answer.completions], validFor: /^[\w$]*$/ } : null;
}

function explanation(signature: string, about: string): HTMLElement {
  const dom = document.createElement("div");
  dom.className = "explanation";
  const code = dom.appendChild(document.createElement("code"));
  code.textContent = signature;
  if (about !== "") dom.appendChild(document.createElement("p")).textContent = about;
  return dom;
}
