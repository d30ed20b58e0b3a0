// How the documents found are spread over time: a bar a month, or a year where there are
// many; a bar that is clicked narrows the search to its time.
import { html } from './html.js';
import { t } from './i18n.js';
import { number, monthYear } from './format.js';
import { refine } from './router.js';

const mostMonths = 60;

export function Months({ months, query }) {
  const bars = barsOf(months || []);
  if (bars.length < 2) return null;
  const most = Math.max(...bars.map((b) => b.count));
  const chosen = query.bulan || query.tahun || '';
  const pick = (bar) => refine(bar.key === chosen ? { bulan: '', tahun: '' } : bar.key.length === 4 ? { tahun: bar.key, bulan: '' } : { bulan: bar.key });
  return html`<figure class="months" aria-label=${t('search.overTime')}>
    <div class="month-bars">${bars.map((bar) => html`<button type="button" key=${bar.key} class="month-bar" disabled=${!bar.count} aria-pressed=${bar.key === chosen ? 'true' : 'false'}
        title=${t('search.barSays', { when: say(bar.key), n: number(bar.count) })} aria-label=${t('search.barSays', { when: say(bar.key), n: number(bar.count) })} onClick=${() => pick(bar)}>
        <svg viewBox="0 0 10 40" preserveAspectRatio="none" aria-hidden="true"><rect x="0" width="10" rx="1" y=${40 - high(bar.count, most)} height=${high(bar.count, most)} /></svg></button>`)}</div>
    <figcaption><span>${say(bars[0].key)}</span><span>${say(bars.at(-1).key)}</span></figcaption>
  </figure>`;
}

const high = (count, most) => (count ? Math.max(3, (count / most) * 40) : 0);
const say = (key) => (key.length === 4 ? key : monthYear(key));

// Every month between the first and the last has its place; long times are shown by year.
function barsOf(months) {
  if (!months.length) return [];
  const counts = new Map(months.map((m) => [m.value, m.count]));
  const place = (month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
  const first = place(months[0].value), last = place(months.at(-1).value);
  if (last - first < mostMonths) {
    return Array.from({ length: last - first + 1 }, (_, i) => {
      const key = `${Math.floor((first + i) / 12)}-${String(((first + i) % 12) + 1).padStart(2, '0')}`;
      return { key, count: counts.get(key) || 0 };
    });
  }
  const from = Math.floor(first / 12);
  const years = Array.from({ length: Math.floor(last / 12) - from + 1 }, (_, i) => ({ key: String(from + i), count: 0 }));
  for (const m of months) years[Number(m.value.slice(0, 4)) - from].count += m.count;
  return years;
}
