import { html, useState } from '../../lib/html.js';
import { Icon } from '../../lib/icons.js';
import { t } from '../../lib/i18n.js';
import { read, make, edit, drop } from '../../lib/api.js';
import { useLoad } from '../../lib/load.js';
import { may } from '../../lib/session.js';
import { link } from '../../lib/router.js';
import { moment } from '../../lib/format.js';
import { Loaded, Empty } from '../../lib/states.js';
import { Dialog } from '../../lib/dialog.js';
import { Field } from '../../lib/field.js';
import { agencies } from '../../lib/agencies.js';
import { numberOf } from '../../lib/lines.js';
import { toast, complain } from '../../lib/toast.js';

// What the archive has learnt from corrections: every line of it, and how to change it.
export default function Alias() {
  const list = useLoad((signal) => read('/aliases', {}, signal), [], { live: true });
  const [open, setOpen] = useState(null);
  const save = (before) => async (fields) => {
    await (before.id ? edit('/aliases/' + before.id, before.rev, fields) : make('/aliases', fields));
    setOpen(null);
    toast(t('alias.saved'));
    list.reload();
  };
  const remove = (alias) => drop('/aliases/' + alias.id).then((answer) => {
    const back = () => edit('/aliases/' + alias.id, answer.alias.rev, { dropped: false }).then(() => { toast(t('alias.back')); list.reload(); }, complain);
    toast(t('alias.dropped'), { action: back });
    list.reload();
  }, complain);
  return html`<section class="card"><div class="card-head"><h2>${t('settings.tab.alias')}</h2>
      ${may('register') && html`<button type="button" class="button small primary" onClick=${() => setOpen({})}><${Icon} name="plus" size="16" />${t('alias.new')}</button>`}</div>
    <div class="card-body soft">${t('alias.intro')}</div>
    <${Loaded} from=${list} rows=${4}>${(page) => (page.items.length ? html`<div class="list">${page.items.map((item) => html`<${Line} key=${item.alias.id} item=${item} open=${() => setOpen(item.alias)} remove=${() => remove(item.alias)} />`)}</div>`
      : html`<${Empty} icon="agency" title=${t('alias.none')}><p>${t('alias.noneHint')}</p><//>`)}<//>
    ${open && html`<${AliasDialog} before=${open} close=${() => setOpen(null)} save=${save(open)} />`}</section>`;
}

function Line({ item: { alias, agency_name, by_name, document: doc }, open, remove }) {
  return html`<div class="line-item"><span class="mark"><${Icon} name=${alias.kind === 'number' ? 'book' : 'agency'} /></span>
    <div><div class="line-title">${alias.kind === 'number' ? html`<span class="letter-number">${alias.text}</span>` : html`“${alias.text}”`}</div>
      <div class="small">${t('alias.means')} <strong>${agency_name}</strong>${alias.unit ? `, ${alias.unit}` : ''}</div>
      <div class="line-meta"><span>${t('alias.kind.' + alias.kind)}</span><span>${t('alias.taughtBy', { name: by_name || alias.by, at: moment(alias.at) })}</span>
        ${doc && html`<span>${t('alias.from')} <a href=${link('naskah', doc.id)}>${numberOf(doc)}</a></span>`}</div></div>
    ${may('register') && html`<div class="line-side"><span class="row"><button type="button" class="link small" onClick=${open}>${t('common.edit')}</button>
      <button type="button" class="link small" onClick=${remove}>${t('common.remove')}</button></span></div>`}</div>`;
}

function AliasDialog({ before, close, save }) {
  const [form, setForm] = useState({ kind: before.kind || 'name', text: before.text || '', agency: before.agency || '' });
  const set = (field) => (value) => setForm((f) => ({ ...f, [field]: value }));
  return html`<${Dialog} title=${before.id ? t('settings.tab.alias') : t('alias.new')} close=${close} save=${() => save(form)}>
    <${Field} label=${t('alias.kind')} value=${form.kind} set=${set('kind')} options=${['name', 'number'].map((k) => [k, t('alias.kind.' + k)])} />
    <${Field} label=${t('alias.text')} hint=${form.kind === 'number' ? t('alias.textHint') : ''} value=${form.text} set=${set('text')} required />
    <${Field} label=${t('document.agency')} value=${form.agency} set=${set('agency')} required options=${[['', '–'], ...agencies.value.map((a) => [a.id, a.name])]} /><//>`;
}
