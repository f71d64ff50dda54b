/** The way to the notices of those whose work the pages contain. The document says where they lie. */
import { useWords } from "./language.ts";

const WORDS = { en: "Licences of others' work in these pages", zh: "页面所含第三方软件的许可" };

export function Licenses() {
  const words = useWords(WORDS);
  const { href } = document.querySelector<HTMLLinkElement>('link[rel="license"]') ?? {};
  if (!href) return null;
  return (
    <a class="licenses muted" href={href} target="_blank" rel="noreferrer">
      {words}
    </a>
  );
}
