// The form of a document beside its pages. Fields read by the machine are coloured by
// how sure it is; what is focused is shown on the page.
import { html, classes } from './html.js';
import { Field } from './field.js';
import { DateField } from './date-field.js';
import { t } from './i18n.js';
import { Sure, sureness } from './badges.js';
import { AgencyField, partyOf, textOf } from './party.js';
import { levels, sees } from './session.js';

const forms = ['surat_dinas', 'nota_dinas', 'nota_diplomatik', 'brafaks', 'undangan', 'surat_edaran', 'notula', 'catatan'];
const kinds = { notula: 'minutes', catatan: 'note' };
const tall = (text, most) => Math.min(most, Math.max(1, text.split('\n').reduce((n, l) => n + Math.max(1, Math.ceil(l.length / 58)), 0)));
const lines = (text) => text.split('\n').map((l) => l.trim()).filter(Boolean);

// The values as they stand in the inputs.
export function valuesOf(doc) {
  return {
    form: doc.form || '', direction: doc.direction || '',
    numbers: (doc.numbers || []).join(' & '), date: doc.date || '', received: doc.received || '',
    from: textOf(doc.from), to: (doc.to || []).map(textOf).join('\n'), copies: (doc.copies || []).map(textOf).join('\n'),
    subject: doc.subject || '', urgency: doc.urgency || '', secrecy: doc.secrecy || 'biasa', nature: doc.nature || '',
    attachments: doc.attachments || '', classification: doc.classification || '', signer: doc.signer?.name || '', stamp: doc.stamp || '', remark: doc.remark || '',
  };
}

// The merge patch from what was changed in the form.
export function patchOf(doc, values) {
  const before = valuesOf(doc);
  const patch = {};
  const parties = (text, old) => lines(text).map((line) => partyOf(line, (old || []).find((p) => textOf(p) === line)));
  for (const [field, value] of Object.entries(values)) {
    if (value === before[field]) continue;
    if (field === 'numbers') patch.numbers = value.split(' & ').map((n) => n.trim()).filter(Boolean);
    else if (field === 'from') patch.from = partyOf(value, doc.from);
    else if (field === 'to' || field === 'copies') patch[field] = parties(value, doc[field]);
    else if (field === 'signer') patch.signer = { ...doc.signer, name: value };
    else patch[field] = typeof value === 'string' ? value.trim() : value;
  }
  if (patch.form !== undefined) patch.kind = kinds[patch.form] || 'letter';
  return patch;
}

// The evidence of a form field, by the name the archive gives it.
export function evidenceOf(doc, field) {
  const e = doc.evidence || {};
  const key = { numbers: 'number' }[field] || field;
  return e[key] || e[key + '.0'];
}

export function ConfirmForm({ doc, values, set, focus, problem }) {
  const change = (field) => (value) => set((v) => ({ ...v, [field]: value }));
  const read = (field, props, Control = Field) => {
    const evidence = evidenceOf(doc, field);
    const touched = values[field] !== valuesOf(doc)[field];
    return html`<div class=${classes('read-field', !touched && sureness(evidence), props.wide && 'wide')} data-field=${field}>
      <${Control} ...${props} value=${values[field]} set=${change(field)} onFocus=${() => focus(field)} problem=${problem?.field === field ? problem.message : undefined}
        extra=${touched ? html`<span class="sure">${t('sure.typed')}</span>` : html`<${Sure} evidence=${evidence} />`} /></div>`;
  };
  const none = ['', '–'];
  return html`<div class="fields">
    ${read('numbers', { label: t('document.number'), wide: true, spellcheck: false })}
    ${read('date', { label: t('document.date') }, DateField)}
    ${read('received', { label: t('document.received') }, DateField)}
    ${read('from', { label: t('document.from'), wide: true }, AgencyField)}
    ${read('to', { label: t('document.to'), wide: true, rows: tall(values.to, 6), 'aria-keyshortcuts': 'Shift+Enter' })}
    ${read('subject', { label: t('document.subject'), wide: true, rows: tall(values.subject, 4) })}
    ${read('form', { label: t('document.form'), options: [none, ...forms.map((f) => [f, t('form.' + f)])] })}
    ${read('direction', { label: t('document.direction'), options: [none, ...['incoming', 'outgoing', 'internal'].map((d) => [d, t('direction.' + d)])] })}
    ${read('urgency', { label: t('document.urgency'), options: [none, ...['biasa', 'penting', 'segera', 'sangat_segera'].map((u) => [u, t('urgency.' + u)])] })}
    ${read('secrecy', { label: t('document.secrecy'), options: levels.filter((l) => sees(l) || l === values.secrecy).map((l) => [l, t('secrecy.' + l)]) })}
    ${read('copies', { label: t('document.copies'), wide: true, rows: tall(values.copies, 5) })}
    ${read('signer', { label: t('document.signer') })}
    ${read('attachments', { label: t('document.attachments') })}
    ${read('classification', { label: t('document.classification') })}
    ${(values.stamp || doc.stamp) && read('stamp', { label: t('document.stamp') })}
    ${read('nature', { label: t('document.nature') })}
    ${read('remark', { label: t('document.remark'), wide: true, rows: 2 })}
  </div>`;
}
