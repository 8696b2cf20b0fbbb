/** The style sheet of the timeline page. */
export const TIMELINE_STYLE = `
:root{--ink:#1b1b1b;--soft:#595959;--line:#c9ced6;--brand:#0b4f9e;--ok:#0b6b3a;--warn:#8a5300;--bad:#a4161a}
*{box-sizing:border-box}body{margin:0;color:var(--ink);background:#fff;font:16px/1.5 "Be Vietnam Pro",system-ui,Arial,sans-serif}
header,main{max-width:1120px;margin:0 auto;padding:16px}header{border-bottom:4px solid var(--brand)}
h1{margin:.2em 0;color:var(--brand)}h2{margin:1.4em 0 0;border-bottom:2px solid var(--line)}h3{margin:1em 0 .2em}
.figures{display:flex;flex-wrap:wrap;gap:8px;padding:0;list-style:none}.figures li{border:1px solid var(--line);border-radius:6px;padding:8px 12px}
.figures b{font-size:1.4em;color:var(--brand);margin-right:4px}.muted{color:var(--soft);font-size:.9em}
article{border:1px solid var(--line);border-radius:8px;padding:4px 16px 16px;margin:16px 0}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{border:1px solid var(--line);padding:6px 8px;text-align:left;vertical-align:top;font-size:.92em}
tbody th{font-weight:normal;min-width:14em}td.on_time{color:var(--ok)}td.on_time::before{content:"● "}td.late,td.late_extended{color:var(--warn)}td.late::before,td.late_extended::before{content:"▲ "}
td.open,td.returned{color:var(--bad)}td.open::before,td.returned::before{content:"✕ "}
details{margin:8px 0}summary{cursor:pointer;min-height:44px;display:flex;align-items:center;font-weight:600;color:var(--brand)}
.line{list-style:none;padding-left:12px;border-left:3px solid var(--line)}.line li{margin:4px 0;padding-left:8px}.line time{color:var(--soft);display:inline-block;min-width:12.5em}
.line .decision{color:var(--bad)}.line .document{font-weight:600}.line .report{color:var(--ok)}
@media print{details{display:block}}
`;
