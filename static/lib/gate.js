// The frame of the two screens before one is inside: log in and first set-up.
import { html } from './html.js';
import { t } from './i18n.js';
import { Tools } from './shell.js';

export function Gate({ title, intro, children }) {
  return html`<div class="gate">
    <aside class="gate-side">
      <div class="wordmark"><img src="icon.svg" width="40" height="40" alt="" />Lintas</div>
      <div><h1>${t('gate.claim')}</h1><p>${t('gate.claimMore')}</p></div>
      <${Drawing} />
    </aside>
    <main class="gate-main"><div class="gate-tools"><${Tools} /></div>
      <div class="gate-form"><div><h1>${title}</h1><p class="soft">${intro}</p></div>${children}</div></main>
  </div>`;
}

// Letters crossing between four offices.
function Drawing() {
  const lanes = [30, 76, 122, 168];
  const flights = [[40, 0, 1], [108, 1, 2], [176, 2, 0], [244, 1, 3], [312, 3, 2], [380, 0, 2], [430, 2, 1]];
  return html`<svg class="drawn" viewBox="0 0 480 198" fill="none" aria-hidden="true">
    ${lanes.map((y) => html`<path d=${`M8 ${y} H472`} stroke="#2b456b" stroke-width="1.5" />`)}
    ${flights.map(([x, a, b], i) => {
      const y1 = lanes[a], y2 = lanes[b], way = Math.sign(y2 - y1);
      return html`<path d=${`M${x} ${y1} C${x + 34} ${y1 + way * 14} ${x + 4} ${y2 - way * 16} ${x + 30} ${y2}`} stroke="#7fb1f2" stroke-width="2" />
        <circle cx=${x} cy=${y1} r="5" fill="#13243c" stroke="#7fb1f2" stroke-width="2.2" /><circle cx=${x + 30} cy=${y2} r="4" fill=${i % 3 === 2 ? '#f2b84b' : '#7fb1f2'} />`;
    })}
    <path d="M330 174 H420" stroke="#f2b84b" stroke-width="5" stroke-linecap="round" />
  </svg>`;
}
