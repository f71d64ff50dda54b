import { expect, it } from "vitest";
import { html, trusted } from "./html.ts";

it("escapes every value, in text and in attributes, in lists and in pieces of pieces", () => {
  const evil = `<script>alert("1" & '2')</script>`;
  const safe = "&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;";
  expect(html`<p title="${evil}">${evil}</p>`.text).toBe(`<p title="${safe}">${safe}</p>`);
  expect(html`<ul>${[evil, 2].map((one) => html`<li>${one}</li>`)}</ul>`.text).toBe(
    `<ul><li>${safe}</li><li>2</li></ul>`,
  );
  expect(html`${trusted("<b>")}${null}${undefined}${false}${0}`.text).toBe("<b>0");
});

it("shows what cannot be seen", () => {
  expect(html`${"a\u202eb\u0000\u001b[31m\ttab\r\n"}`.text).toBe("a[U+202E]b[U+0000][U+001B][31m\ttab\n");
});
