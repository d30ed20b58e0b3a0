// Small drawn charts. Each says its numbers in words for those who do not see it.
import { html } from './html.js';
import { t } from './i18n.js';
import { monthName, monthYear, number } from './format.js';

// months: [{month: '2024-09', incoming, outgoing}]
export function MonthBars({ months }) {
  const w = 420, h = 172, left = 24, base = 136, top = 10;
  const most = nice(Math.max(1, ...months.map((m) => Math.max(m.incoming, m.outgoing))));
  const step = (w - left) / Math.max(1, months.length);
  const bar = Math.min(13, step * 0.34);
  const y = (v) => base - (v / most) * (base - top);
  return html`<figure class="chart">
    <svg viewBox=${`0 0 ${w} ${h}`} width="100%" role="img" aria-label=${t('home.chartMonths')}>
      ${[0, 0.5, 1].map((f) => html`<line class="grid" x1=${left} x2=${w} y1=${y(most * f)} y2=${y(most * f)} />
        <text x=${left - 7} y=${y(most * f) + 4} text-anchor="end">${number(most * f)}</text>`)}
      ${months.map((m, i) => {
        const x = left + i * step + step / 2;
        return html`<g key=${m.month}><title>${monthYear(m.month)}: ${t('home.monthSays', { in: m.incoming, out: m.outgoing })}</title>
          <rect x=${x - step / 2} y=${top} width=${step} height=${base - top} fill="transparent" />
          ${m.incoming > 0 && html`<rect class="bar-in" x=${x - bar - 1} y=${y(m.incoming)} width=${bar} height=${base - y(m.incoming)} rx="2.5" />`}
          ${m.outgoing > 0 && html`<rect class="bar-out" x=${x + 1} y=${y(m.outgoing)} width=${bar} height=${base - y(m.outgoing)} rx="2.5" />`}
          <text x=${x} y=${base + 16} text-anchor="middle">${monthName(m.month)}</text>
          ${(i === 0 || m.month.endsWith('-01')) && html`<text x=${x} y=${base + 29} text-anchor="middle">${m.month.slice(0, 4)}</text>`}</g>`;
      })}
    </svg>
    <figcaption class="legend"><span><i class="in"></i>${t('direction.incoming')}</span><span><i class="out"></i>${t('direction.outgoing')}</span></figcaption>
  </figure>`;
}

function nice(most) {
  for (const n of [2, 4, 6, 8, 10, 12, 16, 20, 30, 40, 50, 60, 80, 100]) if (most <= n) return n;
  const power = 10 ** Math.floor(Math.log10(most));
  return Math.ceil(most / power / 2) * power * 2;
}

// rows: [{name, count, href}], longest first
export function RowBars({ rows, label }) {
  const most = Math.max(1, ...rows.map((r) => r.count));
  const high = 26, name = 148, w = 380;
  return html`<figure class="chart">
    <svg viewBox=${`0 0 ${w} ${rows.length * high}`} width="100%" role="img" aria-label=${label}>
      ${rows.map((r, i) => html`<g key=${r.name}><title>${r.name}: ${number(r.count)}</title>
        <text class="row-name" x=${name - 8} y=${i * high + 17} text-anchor="end">${shorten(r.name, 25)}</text>
        <rect class="bar-red" x=${name} y=${i * high + 6} width=${Math.max(4, (r.count / most) * (w - name - 34))} height="14" rx="3" />
        <text class="value" x=${name + Math.max(4, (r.count / most) * (w - name - 34)) + 7} y=${i * high + 17}>${number(r.count)}</text></g>`)}
    </svg></figure>`;
}

export const shorten = (text, most) => (text.length > most ? text.slice(0, most - 1).trimEnd() + '…' : text);
