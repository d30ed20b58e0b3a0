import { html, useState, useRef } from '../../lib/html.js';
import { Icon } from '../../lib/icons.js';
import { t } from '../../lib/i18n.js';
import { read, make } from '../../lib/api.js';
import { useLoad } from '../../lib/load.js';
import { session, today, may, begin } from '../../lib/session.js';
import { fullDate, longDate, number } from '../../lib/format.js';
import { Loaded, Empty } from '../../lib/states.js';
import { toast, complain } from '../../lib/toast.js';

// Working days: the holidays and joint leave of a year, and lists to import.
export default function Libur() {
  const thisYear = Number(today().slice(0, 4));
  const [year, setYear] = useState(thisYear);
  const [imported, setImported] = useState([]);
  const [moved, setMoved] = useState(null);
  const calendar = useLoad((signal) => read('/calendar', { year }, signal), [year]);
  const choices = [...new Set([-3, -2, -1, 0, 1].map((n) => thisYear + n).concat(imported, year))].sort((a, b) => a - b);
  const file = useRef(null);
  const gaps = calendar.data?.gaps || session.value.calendar_gaps || [];

  async function take(event) {
    const given = event.currentTarget.files[0];
    event.currentTarget.value = '';
    if (!given) return;
    const form = new FormData();
    form.append('file', given, given.name);
    try {
      const before = await daysOf(yearsIn(await given.text()));
      const answer = await make('/calendar', form);
      setMoved(answer.deadlines || []);
      const after = await daysOf(answer.years || []);
      toast([...after].map(([y, n]) => t('calendar.imported', { year: y, before: number(before.get(y) || 0), after: number(n) })).join(' '));
      setImported((known) => [...known, ...(answer.years || [])]);
      if (answer.years?.[0]) setYear(answer.years[0]);
      calendar.reload();
      begin().catch(complain);
    } catch (err) { complain(err); }
  }
  return html`
    ${gaps.length > 0 && html`<div class="notice amber"><${Icon} name="alert" /><div>${t('home.gap', { years: gaps.join(', ') })}</div></div>`}
    <section class="card"><div class="card-head"><h2>${t('settings.tab.libur')}</h2>
        <label class="row small soft">${t('agenda.year')} <select class="narrow" value=${String(year)} onChange=${(e) => setYear(Number(e.currentTarget.value))}>${choices.map((y) => html`<option key=${y} value=${y} selected=${y === year}>${y}</option>`)}</select></label></div>
      <${Loaded} from=${calendar} rows=${6}>${(c) => (c.days.length ? html`
        <p class="card-body soft small">${[c.decree, c.source].filter(Boolean).join(' · ')}</p>
        <div class="scroll-x"><table class="plain-table"><thead><tr><th>${t('calendar.date')}</th><th>${t('calendar.name')}</th><th>${t('calendar.kind')}</th></tr></thead>
          <tbody>${c.days.map((d) => html`<tr key=${d.date}><td class="nowrap">${fullDate(d.date)}</td><td>${d.name}</td><td><span class=${'badge plain ' + (d.kind === 'national' ? 'red' : d.kind === 'joint_leave' ? 'amber' : 'violet')}>${t('calendar.kind.' + d.kind)}</span></td></tr>`)}</tbody></table></div>`
        : html`<${Empty} icon="calendar" title=${t('calendar.none', { year: c.year })}><p>${t('calendar.noneHint')}</p><//>`)}<//></section>
    ${may('administer') && html`<section class="card card-body stack"><h2>${t('calendar.import')}</h2><p class="soft">${t('calendar.importHint')}</p>
      <pre class="secret">tanggal,nama${"\n"}2027-01-01,Tahun Baru Masehi${"\n"}2027-03-11,Cuti bersama …</pre>
      <div><button type="button" class="button primary" onClick=${() => file.current.click()}><${Icon} name="upload" size="18" />${t('calendar.choose')}</button>
        <input type="file" hidden ref=${file} accept=".csv,.ics,text/csv,text/calendar" onChange=${take} aria-label=${t('calendar.choose')} /></div>
      ${moved && html`<div class="notice"><${Icon} name="clock" /><div><strong>${t('calendar.moved', { n: number(moved.length) })}</strong>
        ${moved.map((d) => html`<div class="small" key=${d.deadline.id}>${d.deadline.what} → ${longDate(d.due)}</div>`)}</div></div>`}</section>`}`;
}

const yearsIn = (text) => [...new Set(text.match(/(?:19|20)\d\d/g))].map(Number).slice(0, 12);

// How many days the calendar knows of each year.
async function daysOf(years) {
  const counts = await Promise.all(years.map(async (year) => [year, (await read('/calendar', { year })).days.length]));
  return new Map(counts);
}
