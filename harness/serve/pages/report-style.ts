/** How a report looks, on a screen and on paper; no picture, no font and no script from anywhere. */
export const STYLE = `
:root { color-scheme: light; --line: #c9ced6; --quiet: #57606a; --bad: #a40e26; --good: #116329; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1rem; color: #1f2328; background: #fff;
  font: 15px/1.5 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
h1, h2, h3 { line-height: 1.25; margin: 1.6em 0 .5em; }
h1 { margin-top: 0; }
h2 { border-bottom: 1px solid var(--line); padding-bottom: .2em; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 0; }
dt, .quiet { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
.score { font-size: 1.6em; font-weight: 600; }
table { border-collapse: collapse; width: 100%; margin: .5em 0; }
th, td { text-align: left; vertical-align: top; padding: .2rem .5rem; border-bottom: 1px solid var(--line); }
th { color: var(--quiet); font-weight: 600; }
td.number, td.time { font-variant-numeric: tabular-nums; white-space: nowrap; }
.mono, pre { font-family: ui-monospace, Consolas, "Liberation Mono", monospace; font-size: .82em; }
td.mono { overflow-wrap: anywhere; }
pre { border: 1px solid var(--line); padding: .75rem; white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 2; }
.good { color: var(--good); }
.bad { color: var(--bad); }
.note { border-left: 3px solid var(--line); padding-left: .75rem; color: var(--quiet); }
svg { width: 100%; height: auto; }
.swatch { width: 24px; height: 12px; vertical-align: middle; }
svg text { font-size: 13px; fill: #57606a; }
.pictures { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; }
figure { margin: .5em 0; max-width: 100%; break-inside: avoid; }
figcaption span { display: block; }
.panels { display: flex; flex-wrap: wrap; gap: .5rem 1rem; }
.legend { font-size: .85em; color: var(--quiet); }
svg.drawn { width: auto; max-width: 100%; display: block; }
.drawn .pic-text { font-size: 11px; } .drawn .pic-name { font-size: 12px; fill: #1f2328; }
.drawn .pic-on-dark { font-size: 11px; fill: #fff; } .drawn .pic-on-light { font-size: 11px; fill: #000; }
.drawn path { fill: none; } .pic-grid { stroke: #e3e6ea; } .pic-frame { stroke: #8c959f; } .pic-start { stroke: #1f2328; stroke-width: 1.5; }
.pic-on-dark-line, .heat-cross { stroke: #fff; stroke-width: 1.5; } .pic-on-light-line { stroke: #000; }
.heat-ok { fill: #e2e8ee; } .heat-differs { fill: #b3261e; } .heat-infinite { fill: #4b1e6b; }
.heat-0 { fill: #fee391; } .heat-1 { fill: #fec44f; } .heat-2 { fill: #fe9929; } .heat-3 { fill: #ec7014; }
.heat-4 { fill: #cc4c02; } .heat-5 { fill: #993404; } .heat-6 { fill: #662506; }
.heat-ring { stroke: #fff; stroke-width: 4; } .heat-ring-inner { stroke: #1f2328; stroke-width: 2; }
.line-0 { stroke: #0060a8; } .line-1 { stroke: #b94a00; } .line-2 { stroke: #00795a; } .line-3 { stroke: #9c3d7c; }
.line-4 { stroke: #7a6200; } .line-5 { stroke: #2f6f9f; } .line-6 { stroke: #6b6b6b; } .line-7 { stroke: #84330f; }
.line-expected { stroke-width: 5; stroke-opacity: .5; } .line-got { stroke-width: 1.75; stroke-dasharray: 5 4; }
.line-dots { stroke-linecap: round; } .line-got.line-dots { stroke-width: 5; stroke-dasharray: none; }
@media print {
  * { print-color-adjust: exact; }
  @page { margin: 15mm; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  h2, h3 { break-after: avoid; }
  tr, svg, dl { break-inside: avoid; }
  thead { display: table-header-group; }
  section.kata { break-before: page; }
}
`;
