/** The style sheet of the page, light and dark. Colour is never alone: every cell holds its number. */

const STEPS = 10;

/** How strongly a cell is tinted: h0 not at all, h10 fully. @param share 0 to 1 */
export function tint(share: number): string {
  return `h${Math.max(0, Math.min(STEPS, Math.round(share * STEPS)))}`;
}

const tints = Array.from({ length: STEPS }, (_, i) => {
  const step = i + 1;
  return `.h${step}{background:color-mix(in oklab,var(--heat) ${step * (100 / STEPS)}%,var(--paper))}`;
}).join("\n");

export const STYLE = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1c2126;--soft:#56606b;--line:#d9dee3;--band:#f4f6f8;--heat:#73b3ea;--bar:#2f77b8;--focus:#0b5cad}
@media (prefers-color-scheme:dark){:root{--paper:#15181c;--ink:#e6e9ec;--soft:#a3adb7;--line:#343b43;--band:#1d2227;--heat:#1d6299;--bar:#4d9bdc;--focus:#7db9f0}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:84rem;padding:2rem 1.25rem 3rem;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
h1{margin:0 0 1rem;font-size:1.75rem;line-height:1.2}
h2{margin:2.5rem 0 .25rem;font-size:1.2rem}
p{margin:.25rem 0 .75rem;color:var(--soft);max-width:60rem}
dl{display:flex;flex-wrap:wrap;gap:.5rem 2.5rem;margin:0 0 1rem}
dl div{display:flex;flex-direction:column-reverse}
dt{color:var(--soft);font-size:.85rem}
dd{margin:0;font-size:1.5rem;font-weight:600;line-height:1.25;font-variant-numeric:tabular-nums}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:8px}
.scroll:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
table{border-collapse:separate;border-spacing:0;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
th,td{padding:.35rem .55rem;text-align:right;white-space:nowrap;border-top:1px solid var(--line)}
thead th{border-top:0}
thead th{font-weight:600;white-space:normal;line-height:1.25;color:var(--soft);vertical-align:bottom}
tbody th{font-weight:600}
th.t,td.t{text-align:left}
.bands td.c,.bands th.c{min-width:4rem;padding:.35rem;font-size:.9rem}
th.n{max-width:12rem;overflow:hidden;text-overflow:ellipsis;position:sticky;left:0;background:var(--paper);border-right:1px solid var(--line)}
td.s{font-weight:700}
td.c,th.c{text-align:center;padding:.3rem .15rem;min-width:1.75rem;font-size:.8rem}
td.c{border-left:1px solid var(--paper);border-top-color:var(--paper)}
td.z{color:var(--soft)}
td.f{font-weight:700}
abbr{text-decoration:none;cursor:help}
figure{margin:0;border:1px solid var(--line);border-radius:8px;padding:.75rem}
svg{display:block;width:100%;max-width:48rem;height:auto}
svg text{fill:var(--soft);font-size:12px;text-anchor:middle}
svg text.v{fill:var(--ink);font-weight:600}
svg rect{fill:var(--bar)}
svg line{stroke:var(--line)}
details{margin-top:.5rem}
summary{cursor:pointer;color:var(--soft);font-size:.85rem}
details table{width:auto}
footer{margin-top:2.5rem;color:var(--soft);font-size:.85rem}
${tints}
@media print{body{max-width:none;padding:0}.scroll{overflow:visible}}
`;
