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
  const [moved, setMoved] = useState(null);
  const calendar = useLoad((signal) => read('/calendar', { year }, signal), [year]);
  const file = useRef(null);
  const gaps = calendar.data?.gaps || session.value.calendar_gaps || [];

  async function take(event) {
    const given = event.currentTarget.files[0];
    event.currentTarget.value = '';
    if (!given) return;
    const form = new FormData();
    form.append('file', given, given.name);
    try {
      const answer = await make('/calendar', form);
      setMoved(answer.deadlines || []);
      toast(t('calendar.imported', { years: (answer.years || []).join(', ') }));
      if (answer.years?.[0]) setYear(answer.years[0]);
      calendar.reload();
      begin().catch(complain);
    } catch (err) { complain(err); }
  }
  return html`
    ${gaps.length > 0 && html`<div class="notice amber"><${Icon} name="alert" /><div>${t('home.gap', { years: gaps.join(', ') })}</div></div>`}
    <section class="card"><div class="card-head"><h2>${t('settings.tab.libur')}</h2>
        <label class="row small soft">${t('agenda.year')} <select class="narrow" onChange=${(e) => setYear(Number(e.currentTarget.value))}>${[-3, -2, -1, 0, 1].map((n) => html`<option key=${n} value=${thisYear + n} selected=${thisYear + n === year}>${thisYear + n}</option>`)}</select></label></div>
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
