// The fields of a document to read. A field that the machine found on the page is a
// button that shows its place there.
import { html } from './html.js';
import { t, known } from './i18n.js';
import { longDate } from './format.js';
import { partyName } from './agencies.js';
import { Sure } from './badges.js';

export function Facts({ doc, people = {}, show }) {
  const evidence = doc.evidence || {};
  const party = (p) => partyName(p, { long: true }) + (p?.unit ? `, ${p.unit}` : '');
  const signer = [doc.signer?.name, doc.signer?.position?.replace(/\s*\n\s*/g, ' '), doc.signer?.nip && 'NIP ' + doc.signer.nip].filter(Boolean).join(' · ');
  const rows = [
    ['document.number', 'number', (doc.numbers || []).join(' & ')],
    ['document.date', 'date', doc.date && longDate(doc.date) + (doc.place ? ` · ${doc.place}` : '')],
    ['document.received', 'received', doc.received && longDate(doc.received)],
    ['document.stamp', 'stamp', doc.stamp],
    ['document.from', 'from', party(doc.from)],
    ...(doc.to || []).map((p, i) => [i ? '' : 'document.to', 'to.' + i, party(p)]),
    ...(doc.copies || []).map((p, i) => [i ? '' : 'document.copies', 'copies.' + i, party(p)]),
    ['document.subject', 'subject', doc.subject],
    ['document.nature', 'urgency', doc.nature],
    ['document.attachments', 'attachments', doc.attachments],
    ['document.classification', 'classification', doc.classification],
    ['document.signer', 'signer', signer],
    ...(doc.workers || []).map((w, i) => [i ? '' : 'document.workers', 'workers.' + i, workerText(w)]),
    ['document.problems', '', (doc.problems || []).map(problemText).join(', ')],
    ['document.remark', '', doc.remark],
    ['document.enteredBy', '', doc.entered && [longDate(doc.entered), people[doc.entered_by]].filter(Boolean).join(' · ')],
  ].filter(([, , value]) => value);
  return html`<dl class="facts">${rows.map(([key, field, value]) => html`
    <dt>${key && t(key)}</dt><dd>${value && html`<${Value} evidence=${evidence[field]} value=${value} show=${show} />`}</dd>`)}</dl>`;
}

function Value({ evidence, value, show }) {
  if (!evidence?.page || !evidence.box) return value;
  const on = () => show(evidence), off = () => show(null);
  return html`<button type="button" class="fact-button" title=${t('document.showPlace')} onClick=${on} onMouseEnter=${on} onMouseLeave=${off} onFocus=${on} onBlur=${off}>${value}
    ${!evidence.by && html` <${Sure} evidence=${evidence} />`}</button>`;
}

export function workerText(w) {
  return [w.alias ? `${w.name} ${t('worker.alias')} ${w.alias}` : w.name, w.passport && `${t('worker.passport')} ${w.passport}`, w.nik && `NIK ${w.nik}`, w.country].filter(Boolean).join(' · ');
}

export const problemText = (code) => (known('problem.' + code) ? t('problem.' + code) : code.replaceAll('_', ' '));
