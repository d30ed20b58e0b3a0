import { html } from '../lib/html.js';
import { Icon } from '../lib/icons.js';
import { t } from '../lib/i18n.js';
import { read } from '../lib/api.js';
import { usePages } from '../lib/load.js';
import { refine, link } from '../lib/router.js';
import { today, session, sees, may } from '../lib/session.js';
import { shortDate } from '../lib/format.js';
import { Loaded, Empty, More } from '../lib/states.js';
import { Tabs } from '../lib/field.js';
import { Secrecy, Urgency, Status } from '../lib/badges.js';
import { numberOf, titleOf, agendaOf } from '../lib/lines.js';
import { partyName } from '../lib/agencies.js';

// The register book of a year: incoming, outgoing, internal; as paper books have it.
export default function Agenda({ query }) {
  const thisYear = Number(today().slice(0, 4));
  const year = Number(query.tahun) || thisYear;
  const [way, level] = (query.buku || 'masuk').split('-');
  const book = level ? way + '-' + level : way;
  const list = usePages((cursor, signal) => read('/documents', { book, year, limit: 100, cursor }, signal), [year, book], { live: true });
  const years = Array.from({ length: 8 }, (_, i) => thisYear - i);
  if (!years.includes(year)) years.push(year);
  const outgoing = way === 'keluar';
  const secret = ['terbatas', 'rahasia', 'sangat_rahasia'].filter(sees);
  return html`
    <div class="page-head"><div><h1>${t('nav.agenda')}</h1><p>${t('agenda.intro', { office: session.value.settings?.name || 'Lintas' })}</p></div>
      <button type="button" class="button" onClick=${() => print()}><${Icon} name="print" size="18" />${t('common.print')}</button></div>
    <div class="spread"><${Tabs} label=${t('agenda.book')} value=${way} set=${(v) => refine({ buku: level ? v + '-' + level : v })} options=${['masuk', 'keluar', 'internal'].map((b) => [b, t('agenda.book.' + b)])} />
      ${secret.length > 0 && html`<label class="row small soft">${t('agenda.level')} <select class="narrow" value=${level || ''} onChange=${(e) => refine({ buku: e.currentTarget.value ? way + '-' + e.currentTarget.value : way })}>
        <option value="" selected=${!level}>${t('secrecy.biasa')}</option>${secret.map((s) => html`<option key=${s} value=${s} selected=${s === level}>${t('secrecy.' + s)}</option>`)}</select></label>`}
      <label class="row small soft">${t('agenda.year')} <select class="narrow" value=${String(year)} onChange=${(e) => refine({ tahun: e.currentTarget.value })}>${years.map((y) => html`<option key=${y} value=${y} selected=${y === year}>${y}</option>`)}</select></label></div>
    <h2 class="print-only">${t('agenda.book.' + way)}${level ? ' · ' + t('secrecy.' + level) : ''} · ${year}</h2>
    <section class="card scroll-x" tabindex="0" role="region" aria-label=${t('nav.agenda')}>
      <${Loaded} from=${list} rows=${8}>${() => (list.items.length ? html`
        <table class="plain-table ledger"><thead><tr><th>${t('agenda.no')}</th>${!outgoing && html`<th>${t('document.received')}</th>`}<th>${t('document.number')}</th><th>${t('document.date')}</th>
          <th>${t(outgoing ? 'document.to' : 'document.from')}</th><th>${t('document.subject')}</th><th>${t('document.nature')}</th></tr></thead>
          <tbody>${list.items.map((d) => html`<tr key=${d.id} class=${d.status === 'withdrawn' ? 'struck' : ''}><td class="no nowrap" title=${agendaOf(d)}>${d.agenda ? d.agenda.number : '–'}</td>${!outgoing && html`<td class="nowrap">${d.received ? shortDate(d.received) : '–'}</td>`}
            <td class="letter-number">${numberOf(d)}</td><td class="nowrap">${shortDate(d.date)}</td>
            <td>${outgoing ? (d.to || []).map((p) => partyName(p)).join(', ') : partyName(d.from)}</td>
            <td><a href=${link('naskah', d.id)}>${titleOf(d)}</a></td>
            <td><span class="badge-line"><${Status} status=${d.status} /><${Urgency} level=${d.urgency} /><${Secrecy} level=${d.secrecy} />${!d.urgency && d.nature}</span></td></tr>`)}</tbody></table><${More} list=${list} />`
        : html`<${Empty} icon="book" title=${t('agenda.none', { year })}><p>${t('agenda.noneHint')}</p>${may('register') && html`<a class="button" href=${link('periksa')}>${t('nav.periksa')}</a>`}<//>`)}<//>
    </section>`;
}
