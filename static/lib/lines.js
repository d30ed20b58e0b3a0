// A document, a case or a party as a line of a list.
import { html } from './html.js';
import { Icon } from './icons.js';
import { t } from './i18n.js';
import { shortDate, number } from './format.js';
import { link } from './router.js';
import { partyName } from './agencies.js';
import { Secrecy, Urgency, Status, CaseStatus, Proposed } from './badges.js';

export const numberOf = (doc) => (doc.numbers || []).join(' & ') || t('document.noNumber');
export const titleOf = (doc) => doc.title || doc.subject || (doc.numbers || []).join(' & ') || doc.files?.[0]?.name || t('document.untitled');

export function agendaOf(doc) {
  return doc.agenda ? `${doc.agenda.register} ${doc.agenda.number}/${doc.agenda.year}` : '';
}

export function Mark({ doc }) {
  const icon = { minutes: 'minutes', note: 'note' }[doc.kind] || doc.direction || 'letter';
  const label = doc.kind === 'letter' ? t('direction.' + (doc.direction || 'unknown')) : t('kind.' + doc.kind);
  return html`<span class=${'mark ' + (doc.direction || '')}><${Icon} name=${icon} label=${label} /></span>`;
}

export function Route({ doc }) {
  const to = (doc.to || []).map((p) => partyName(p)).filter(Boolean);
  return html`<span>${partyName(doc.from) || t('document.unknownSender')} → ${to.slice(0, 2).join(', ') || t('document.unknownAddressee')}${to.length > 2 ? ` +${to.length - 2}` : ''}</span>`;
}

export function DocumentLine({ doc, query, children }) {
  return html`<a class="line-item" href=${link('naskah', doc.id, query || {})}>
    <${Mark} doc=${doc} />
    <div><div class=${doc.status === 'withdrawn' ? 'line-title gone' : 'line-title'}>${titleOf(doc)}</div>
      <div class="line-meta"><span class="letter-number">${numberOf(doc)}</span><${Route} doc=${doc} /></div>
      ${children}</div>
    <div class="line-side"><span class="nowrap">${shortDate(doc.date || doc.received)}</span>
      <span class="badge-line"><${Status} status=${doc.status} /><${Urgency} level=${doc.urgency} /><${Secrecy} level=${doc.secrecy} /></span></div>
  </a>`;
}

// row: {case, documents, latest, unsettled, overdue}
export function CaseLine({ row }) {
  const c = row.case;
  const workers = (c.workers || []).map((w) => w.name);
  return html`<a class="line-item" href=${link('kasus', c.id)}>
    <span class=${row.overdue ? 'mark red' : 'mark'}><${Icon} name="case" /></span>
    <div><div class="line-title">${c.title}</div>
      <div class="line-meta">${c.number && html`<span class="letter-number">${c.number}</span>`}
        ${workers.length > 0 && html`<span>${workers.slice(0, 3).join(', ')}${workers.length > 3 ? ` +${workers.length - 3}` : ''}</span>`}
        ${c.country && html`<span>${c.country}</span>`}<span>${t('case.documents', { n: number(row.documents) })}</span></div></div>
    <div class="line-side"><span class="nowrap">${row.latest ? t('case.latest', { date: shortDate(row.latest) }) : shortDate(c.opened)}</span>
      <span class="badge-line">${row.overdue > 0 && html`<span class="badge red"><${Icon} name="alert" size="13" />${t('case.overdue', { n: number(row.overdue) })}</span>`}
        ${row.unsettled > row.overdue && html`<span class="badge amber"><${Icon} name="clock" size="13" />${t('case.unsettled', { n: number(row.unsettled - row.overdue) })}</span>`}
        ${c.proposed && html`<${Proposed} />`}<${CaseStatus} status=${c.status} /><${Secrecy} level=${c.secrecy} /></span></div>
  </a>`;
}
