// The drawing of a case: a lane for each agency, an arrow for each letter from the
// sender's lane to the addressee's, a bar for each deadline on the lane of who owes.
import { html } from './html.js';
import { t } from './i18n.js';
import { shortDate, longDate, daysBetween } from './format.js';
import { link } from './router.js';
import { partyName } from './agencies.js';
import { deadlineTone } from './badges.js';
import { shorten } from './charts.js';
import { titleOf, numberOf } from './lines.js';

const high = 54, top = 34, left = 176, room = 1060;

// documents as lists show them; deadlines: {deadline, state, due, document}
export function Lanes({ documents, deadlines, today }) {
  const dated = documents.filter((d) => d.date).sort((a, b) => (a.date < b.date ? -1 : 1));
  if (dated.length < 2) return null;
  const lanes = lanesOf(dated, deadlines);
  const days = [...dated.map((d) => d.date), ...deadlines.map((d) => d.due).filter(Boolean)];
  const scale = spread([...new Set(days)].sort());
  const width = Math.max(660, scale.end + 50);
  const height = top + lanes.length * high + 8;
  const y = (party) => { const i = lanes.indexOf(partyName(party)); return i < 0 ? null : top + i * high + high / 2; };
  const rows = stack(deadlines);
  const now = today >= scale.first && today <= scale.last ? scale.x(today) : null;
  return html`<div class="lanes" tabindex="0" role="group" aria-label=${t('lanes.label')}>
    <svg width=${width} height=${height} viewBox=${`0 0 ${width} ${height}`}>
      ${scale.ticks.map((d) => html`<g key=${d}><line class="tick" x1=${scale.x(d)} x2=${scale.x(d)} y1=${top - 8} y2=${height - 6} />
        <text x=${scale.x(d)} y="16" text-anchor="middle">${shortDate(d)}</text></g>`)}
      ${lanes.map((name, i) => html`<g key=${name}><line class="lane" x1=${left} x2=${width} y1=${top + i * high + high / 2} y2=${top + i * high + high / 2} />
        <text class="lane-name" x=${left - 14} y=${top + i * high + high / 2 + 4} text-anchor="end"><title>${name}</title>${shorten(name, 25)}</text></g>`)}
      ${deadlines.map((d) => html`<${Due} key=${d.deadline.id} item=${d} row=${rows.get(d)} scale=${scale} y=${y} edge=${width - 6} />`)}
      ${dated.map((doc) => html`<${Flight} key=${doc.id} doc=${doc} x=${scale.x(doc.date)} y=${y} />`)}
      ${now !== null && html`<line class="now" x1=${now} x2=${now} y1=${top - 8} y2=${height - 6} /><text class="now-text" x=${now + 5} y=${height - 8}>${t('common.today')}</text>`}
    </svg></div>`;
}

function lanesOf(documents, deadlines) {
  const names = [];
  const add = (party) => { const name = partyName(party); if (name && !names.includes(name)) names.push(name); };
  for (const d of documents) { add(d.from); (d.to || []).slice(0, 4).forEach(add); }
  for (const d of deadlines) add(d.deadline.owed_by);
  return names.slice(0, 10);
}

// Days far apart stand further apart, but not in proportion: letters come in bursts.
function spread(days) {
  const at = new Map();
  const ticks = [];
  const gaps = days.slice(1).map((day, i) => Math.min(96, Math.max(30, Math.sqrt(daysBetween(days[i], day)) * 15)));
  const stretch = Math.min(4, Math.max(1, (room - left - 90) / gaps.reduce((a, b) => a + b, 1)));
  let x = left + 26, lastTick = -Infinity;
  days.forEach((day, i) => {
    if (i > 0) x += gaps[i - 1] * stretch;
    at.set(day, x);
    if (x - lastTick > 84) { ticks.push(day); lastTick = x; }
  });
  const between = (day) => {
    if (at.has(day)) return at.get(day);
    const after = days.findIndex((d) => d > day);
    if (after < 0) return x;
    if (after === 0) return left + 26;
    const [a, b] = [days[after - 1], days[after]];
    return at.get(a) + (at.get(b) - at.get(a)) * (daysBetween(a, day) / daysBetween(a, b));
  };
  return { x: between, ticks, end: x, first: days[0], last: days.at(-1) };
}

function Flight({ doc, x, y }) {
  const from = y(doc.from);
  const goals = (doc.to || []).map(y).filter((v) => v !== null && v !== from);
  const start = from ?? goals[0];
  if (start === undefined || start === null) return null;
  const says = `${shortDate(doc.date)} · ${numberOf(doc)} · ${titleOf(doc)}`;
  return html`<a class="stop" href=${link('naskah', doc.id)} aria-label=${says}><title>${says}</title>
    ${goals.map((goal) => {
      const way = Math.sign(goal - start);
      return html`<path class="flight" d=${`M${x} ${start} C${x + 15} ${start + way * 12} ${x + 15} ${goal - way * 18} ${x + 1} ${goal - way * 3}`} />
        <path class="tip" d=${`M${x - 1} ${goal - way * 1.5} l8.5 ${-way * 4} l-4.5 ${-way * 4.5} z`} />`;
    })}
    <circle cx=${x} cy=${start} r="6" /></a>`;
}

// Deadlines on one lane stand below each other: the number of those before.
function stack(deadlines) {
  const count = new Map();
  const rows = new Map();
  for (const d of deadlines.filter((x) => x.due)) {
    const name = partyName(d.deadline.owed_by);
    rows.set(d, Math.min(2, count.get(name) || 0));
    count.set(name, (count.get(name) || 0) + 1);
  }
  return rows;
}

// From the letter to the due day; what is still owed after it goes on as dots.
function Due({ item, row: place, scale, y, edge }) {
  const lane = y(item.deadline.owed_by);
  if (lane === null || !item.due) return null;
  const row = lane + 12 + (place || 0) * 7;
  const begin = item.deadline.rule?.base_date || item.document?.date || item.due;
  const tone = deadlineTone(item.state);
  const paint = tone === 'blue' || tone === 'plain' ? 'quiet' : tone;
  const x1 = scale.x(begin < item.due ? begin : item.due), x2 = Math.max(x1 + 3, scale.x(item.due));
  return html`<g><title>${`${item.deadline.what}: ${t('deadline.state.' + item.state)}, ${longDate(item.due)}`}</title>
    <line class=${'due ' + paint} x1=${x1} x2=${x2} y1=${row} y2=${row} />
    ${item.state === 'overdue' && html`<line class="due red open" x1=${x2 + 7} x2=${edge} y1=${row} y2=${row} />`}
    <path d=${`M${x2} ${row - 5} v10`} class=${'due ' + paint} /></g>`;
}
