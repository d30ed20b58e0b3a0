// The note of a phone call, a chat or a visit: a document without a file.
import { html, useState } from './html.js';
import { Dialog } from './dialog.js';
import { Field } from './field.js';
import { DateField } from './date-field.js';
import { newKey } from './api.js';
import { keep } from './outbox.js';
import { t } from './i18n.js';
import { today, own, reached } from './session.js';
import { go } from './router.js';
import { toast } from './toast.js';
import { AgencyField, partyOf } from './party.js';

export function NoteDialog({ close, caseID }) {
  const [form, setForm] = useState({ subject: '', date: today(), from: '', remark: '', direction: 'incoming' });
  const set = (field) => (value) => setForm((f) => ({ ...f, [field]: value }));

  async function save() {
    const them = partyOf(form.from);
    const us = own() ? { agency: own() } : {};
    const incoming = form.direction === 'incoming';
    const fields = {
      kind: 'note', form: 'catatan', subject: form.subject, date: form.date, received: form.date, remark: form.remark, direction: form.direction,
      from: incoming ? them : us, to: [incoming ? us : them],
      ...(caseID && { cases: [{ case: caseID }] }),
    };
    await keep({ id: newKey(), key: newKey(), kind: 'note', name: form.subject, fields });
    close();
    toast(t('note.kept'));
    if (!reached.value) go('daftarkan');
  }
  return html`<${Dialog} title=${t('note.new')} close=${close} save=${save}>
    <p class="soft">${t('note.intro')}</p>
    <div class="fields">
      <${Field} label=${t('note.direction')} value=${form.direction} set=${set('direction')} options=${[['incoming', t('note.fromThem')], ['outgoing', t('note.toThem')]]} />
      <${DateField} label=${t('note.date')} value=${form.date} set=${set('date')} required max=${today()} />
      <${AgencyField} wide label=${t('note.with')} value=${form.from} set=${set('from')} />
      <${Field} wide label=${t('note.subject')} value=${form.subject} set=${set('subject')} required />
      <${Field} wide label=${t('note.text')} rows=${5} value=${form.remark} set=${set('remark')} />
    </div><//>`;
}
