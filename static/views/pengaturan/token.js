import { html, useState } from '../../lib/html.js';
import { Icon } from '../../lib/icons.js';
import { t } from '../../lib/i18n.js';
import { read, make, drop } from '../../lib/api.js';
import { useLoad } from '../../lib/load.js';
import { session, levels, sees } from '../../lib/session.js';
import { moment } from '../../lib/format.js';
import { Loaded, Empty } from '../../lib/states.js';
import { Dialog } from '../../lib/dialog.js';
import { Field } from '../../lib/field.js';
import { DateField } from '../../lib/date-field.js';
import { toast, complain } from '../../lib/toast.js';

// Tokens: keys for programs. The secret is shown once.
export default function Token() {
  const list = useLoad((signal) => read('/tokens', {}, signal), []);
  const [open, setOpen] = useState(false);
  const [secret, setSecret] = useState('');
  const save = async (fields) => {
    setSecret((await make('/tokens', fields)).secret);
    setOpen(false);
    list.reload();
  };
  const revoke = (token) => drop('/tokens/' + token.id).then(() => { toast(t('token.revokedToast')); list.reload(); }, complain);
  return html`<section class="card"><div class="card-head"><h2>${t('settings.tab.token')}</h2>
      <button type="button" class="button small primary" onClick=${() => setOpen(true)}><${Icon} name="plus" size="16" />${t('token.new')}</button></div>
    <div class="card-body soft">${t('token.intro')}</div>
    ${secret && html`<div class="card-body stack"><div class="notice amber"><${Icon} name="key" /><div><strong>${t('token.once')}</strong><p class="small">${t('token.onceHint')}</p></div></div><p class="secret">${secret}</p></div>`}
    <${Loaded} from=${list} rows=${3}>${(page) => (page.items.length ? html`<div class="list">${page.items.map((k) => html`<div class="line-item" key=${k.id}><span class="mark"><${Icon} name="key" /></span>
        <div><div class="line-title">${k.name}</div><div class="line-meta"><span>${t('role.' + k.role)} · ${t('secrecy.' + k.clearance)}</span><span>${t('token.made', { at: moment(k.created) })}</span>${k.expires && html`<span>${t('token.until', { at: moment(k.expires) })}</span>`}</div></div>
        <div class="line-side">${k.revoked ? html`<span class="badge plain red">${t('token.revoked')}</span>` : html`<button type="button" class="button small" onClick=${() => revoke(k)}>${t('token.revoke')}</button>`}</div></div>`)}</div>`
      : html`<${Empty} icon="key" title=${t('token.none')}><p>${t('token.noneHint')}</p><//>`)}<//>
    ${open && html`<${TokenDialog} close=${() => setOpen(false)} save=${save} />`}</section>`;
}

function TokenDialog({ close, save }) {
  const [form, setForm] = useState({ name: '', clearance: 'biasa', expires: '' });
  const set = (field) => (value) => setForm((f) => ({ ...f, [field]: value }));
  const fields = () => ({ name: form.name, clearance: form.clearance, role: session.value.user.role, ...(form.expires && { expires: form.expires + 'T00:00:00Z' }) });
  return html`<${Dialog} title=${t('token.new')} close=${close} save=${() => save(fields())} saveLabel=${t('token.new')}>
    <${Field} label=${t('token.name')} hint=${t('token.nameHint')} value=${form.name} set=${set('name')} required />
    <${Field} label=${t('user.clearance')} value=${form.clearance} set=${set('clearance')} options=${levels.filter((l) => sees(l)).map((l) => [l, t('secrecy.' + l)])} />
    <${DateField} label=${t('token.expires')} hint=${t('token.expiresHint')} value=${form.expires} set=${set('expires')} /><//>`;
}
