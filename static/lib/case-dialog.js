// Makes or edits a case.
import { html, useState } from './html.js';
import { Dialog } from './dialog.js';
import { Field } from './field.js';
import { t } from './i18n.js';
import { levels, sees } from './session.js';

export function CaseDialog({ before, close, save }) {
  const [form, setForm] = useState(() => ({
    title: before?.title || '', country: before?.country || '', secrecy: before?.secrecy || 'biasa', status: before?.status || 'open',
    remark: before?.remark || '', workers: (before?.workers || []).map((w) => w.name).join('\n'),
  }));
  const set = (field) => (value) => setForm((f) => ({ ...f, [field]: value }));

  function fields() {
    const known = new Map((before?.workers || []).map((w) => [w.name, w]));
    const workers = form.workers.split('\n').map((n) => n.trim()).filter(Boolean).map((name) => known.get(name) || { name });
    return { ...form, workers };
  }
  return html`<${Dialog} title=${t(before ? 'case.edit' : 'case.new')} close=${close} save=${() => save(fields())}>
    <div class="fields">
      <${Field} wide label=${t('case.title')} value=${form.title} set=${set('title')} required />
      <${Field} label=${t('case.country')} value=${form.country} set=${set('country')} />
      <${Field} label=${t('document.secrecy')} value=${form.secrecy} set=${set('secrecy')} options=${levels.filter(sees).map((l) => [l, t('secrecy.' + l)])} />
      ${before && html`<${Field} label=${t('case.status')} value=${form.status} set=${set('status')} options=${['open', 'paused', 'closed'].map((s) => [s, t('case.status.' + s)])} />`}
      <${Field} wide label=${t('case.workers')} hint=${t('case.workersHint')} rows=${3} value=${form.workers} set=${set('workers')} />
      <${Field} wide label=${t('document.remark')} rows=${3} value=${form.remark} set=${set('remark')} />
    </div><//>`;
}
