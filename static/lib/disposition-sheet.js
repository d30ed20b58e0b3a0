// Lembar disposisi: the sheet that lies on a letter as it goes through the office, in the form
// that ministries and regional governments print.
import { html } from './html.js';
import { Icon } from './icons.js';
import { t } from './i18n.js';
import { read } from './api.js';
import { useLoad } from './load.js';
import { longDate, shortDate } from './format.js';
import { session } from './session.js';
import { link } from './router.js';
import { partyName } from './agencies.js';
import { Loaded } from './states.js';
import { numberOf, titleOf, agendaOf } from './lines.js';

export function DispositionSheet({ id }) {
  const answer = useLoad((signal) => read('/documents/' + id, {}, signal), [id], { live: true });
  return html`<${Loaded} from=${answer} rows=${8} tall>${(data) => html`<${Sheet} data=${data} />`}<//>`;
}

function Sheet({ data }) {
  const doc = data.document;
  const given = data.dispositions.filter((item) => !item.disposition.withdrawn);
  const chosen = new Set(given.flatMap((item) => item.disposition.instruction.split(/;\s*/)));
  const choices = session.value.settings?.instructions || [];
  const nature = [doc.urgency && t('urgency.' + doc.urgency), doc.secrecy !== 'biasa' && t('secrecy.' + doc.secrecy)].filter(Boolean).join(' · ');
  const facts = [['from', partyName(doc.from)], ['number', numberOf(doc)], ['date', longDate(doc.date)], ['received', doc.received ? longDate(doc.received) : ''], ['agenda', agendaOf(doc)], ['nature', nature], ['subject', titleOf(doc)]];
  return html`
    <div class="page-head no-print"><div><h1>${t('disposition.sheet')}</h1>${!given.length && html`<p>${t('disposition.sheetNone')}</p>`}</div>
      <span class="row"><a class="button" href=${link('naskah', doc.id)}><${Icon} name="back" size="18" />${t('nav.naskah')}</a>
      <button type="button" class="button primary" onClick=${() => print()}><${Icon} name="print" size="18" />${t('common.print')}</button></span></div>
    <article class="card office-sheet">
      <header><strong>${session.value.settings?.agency_name || session.value.settings?.name}</strong><h2>${t('disposition.sheet')}</h2></header>
      <dl>${facts.map(([name, value]) => html`<div key=${name}><dt>${t('disposition.sheet.' + name)}</dt><dd>${value || '–'}</dd></div>`)}</dl>
      <table><thead><tr><th>${t('disposition.sheet.to')}</th><th>${t('disposition.instruction')}</th><th>${t('disposition.due')}</th><th>${t('disposition.sheet.sign')}</th></tr></thead>
        <tbody>${given.map((item) => item.disposition.to.map((to) => html`<tr key=${item.disposition.id + (to.user || to.unit)}><td>${to.unit || item.people[to.user]}</td><td>${item.disposition.instruction}<div class="small">${item.people[item.disposition.from]} · ${t('disposition.number', { n: item.disposition.number, year: item.disposition.year })}</div></td>
          <td>${item.disposition.due ? shortDate(item.disposition.due) : ''}</td><td>${to.done ? t('disposition.doneOn', { date: shortDate(to.done) }) : ''}</td></tr>`))}
          ${!given.length && [1, 2, 3, 4].map((n) => html`<tr key=${n} class="blank"><td></td><td></td><td></td><td></td></tr>`)}</tbody></table>
      ${choices.length > 0 && html`<h3>${t('disposition.harap')}</h3><ul class="boxes">${choices.map((c) => html`<li key=${c}><span class="box" aria-hidden="true">${chosen.has(c) ? '✓' : ''}</span>${c}</li>`)}</ul>`}
      <h3>${t('disposition.sheet.note')}</h3><div class="note-space"></div>
      <footer>${t('disposition.sheetKeep')}</footer>
    </article>`;
}
