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
svg text { font-size: 13px; fill: #57606a; }
@media print {
  @page { margin: 15mm; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  h2, h3 { break-after: avoid; }
  tr, svg, dl { break-inside: avoid; }
  thead { display: table-header-group; }
  section.kata { break-before: page; }
}
`;
