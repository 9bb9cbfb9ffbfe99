/** Bright and dark by the reader's setting; colours that people who see no red or green can tell apart. */
export const reportStyle = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--faint:#5b6570;--rule:#d9dee3;--one:#0072b2;--two:#c85200;--three:#00795c;--down:#c8520022;--good:#00694f;--bad:#b3261e}
@media (prefers-color-scheme:dark){:root{--paper:#14181c;--ink:#e8ecef;--faint:#a3adb6;--rule:#333b43;--one:#56b4e9;--two:#ff9d4d;--three:#3ecfa2;--down:#ff9d4d26;--good:#3ecfa2;--bad:#ff8a80}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1180px;padding:24px 16px 48px;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,'Noto Sans',sans-serif}
h1{margin:.2em 0;font-size:1.7rem}h2{margin:2em 0 .5em;font-size:1.2rem}
.verdict{display:inline-block;margin:0;padding:.3em .9em;border:2px solid currentColor;border-radius:999px;font-weight:700}
.holds{color:var(--good)}.breaks{color:var(--bad)}
figure{margin:28px 0 0}figcaption{font-weight:700}small{color:var(--faint);font-weight:400}
svg{display:block;width:100%;height:auto}
.grid{stroke:var(--rule);stroke-width:.6}.day{stroke:var(--rule);stroke-width:1.4}.tick{fill:var(--faint);font-size:11px}
.line{fill:none;stroke-width:1.8;stroke-linejoin:round}.area{opacity:.16}.outage{fill:var(--down)}.kill{fill:var(--bad)}
.legend{display:flex;flex-wrap:wrap;gap:4px 18px;margin:2px 0 0;padding:0 0 0 48px;list-style:none;color:var(--faint);font-size:.88rem}
.legend i{display:inline-block;width:12px;height:12px;margin-right:6px;border-radius:3px;vertical-align:-1px}
.scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.86rem;font-variant-numeric:tabular-nums}
th,td{padding:4px 6px;border-bottom:1px solid var(--rule);text-align:right;white-space:nowrap}th{color:var(--faint);font-weight:400;white-space:normal;vertical-align:bottom}
.promises{padding:0;list-style:none}.promises>li{margin:0 0 .8em;padding-left:12px;border-left:4px solid currentColor}
.promises span{font-weight:700}.promises small,.promises li{overflow-wrap:anywhere}.promises>li{color:inherit}
.promises>.holds{border-color:var(--good)}.promises>.holds span{color:var(--good)}.promises>.breaks{border-color:var(--bad)}.promises>.breaks span{color:var(--bad)}
footer{margin-top:2em;color:var(--faint);font-size:.88rem}`
