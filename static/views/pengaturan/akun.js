import { html, useState } from '../../lib/html.js';
import { Icon } from '../../lib/icons.js';
import { t } from '../../lib/i18n.js';
import { read, make, edit } from '../../lib/api.js';
import { useLoad } from '../../lib/load.js';
import { levels, sees } from '../../lib/session.js';
import { Loaded } from '../../lib/states.js';
import { Dialog } from '../../lib/dialog.js';
import { Field, Check } from '../../lib/field.js';
import { toast } from '../../lib/toast.js';

const roles = ['petugas', 'staf', 'pimpinan', 'admin'];

// Accounts, for administrators.
export default function Akun() {
  const list = useLoad((signal) => read('/users', {}, signal), []);
  const [open, setOpen] = useState(null);
  const save = (before) => async (fields) => {
    await (before.id ? edit('/users/' + before.id, before.rev, fields) : make('/users', fields));
    setOpen(null);
    toast(t('user.saved'));
    list.reload();
  };
  return html`<section class="card"><div class="card-head"><h2>${t('settings.tab.akun')}</h2>
      <button type="button" class="button small primary" onClick=${() => setOpen({})}><${Icon} name="plus" size="16" />${t('user.new')}</button></div>
    <div class="card-body soft">${t('user.intro')}</div>
    <${Loaded} from=${list} rows=${4}>${(page) => html`<div class="scroll-x"><table class="plain-table"><thead><tr><th>${t('user.name')}</th><th>${t('user.login')}</th><th>${t('user.role')}</th><th>${t('user.clearance')}</th><th><span class="unseen">${t('common.edit')}</span></th></tr></thead>
      <tbody>${page.items.map((u) => html`<tr key=${u.id}><td class="strong">${u.name} ${u.disabled && html`<span class="badge plain red">${t('user.disabled')}</span>`}</td><td>${u.login}</td><td>${t('role.' + u.role)}</td><td>${t('secrecy.' + u.clearance)}</td>
        <td><button type="button" class="link small" onClick=${() => setOpen(u)}>${t('common.edit')}</button></td></tr>`)}</tbody></table></div>`}<//>
    ${open && html`<${UserDialog} before=${open} close=${() => setOpen(null)} save=${save(open)} />`}</section>`;
}

function UserDialog({ before, close, save }) {
  const fresh = !before.id;
  const [form, setForm] = useState({ name: before.name || '', login: before.login || '', role: before.role || 'petugas', clearance: before.clearance || 'biasa', password: '', disabled: !!before.disabled });
  const set = (field) => (value) => setForm((f) => ({ ...f, [field]: value }));
  function fields() {
    const { login, password, disabled, ...rest } = form;
    if (fresh) return { ...rest, login: login.trim().toLowerCase(), password };
    return { ...rest, disabled, ...(password && { password }) };
  }
  return html`<${Dialog} title=${t(fresh ? 'user.new' : 'user.edit')} close=${close} save=${() => save(fields())}>
    <div class="fields">
      <${Field} wide label=${t('user.name')} value=${form.name} set=${set('name')} required />
      ${fresh && html`<${Field} wide label=${t('user.login')} hint=${t('user.loginHint')} value=${form.login} set=${set('login')} required autocapitalize="none" spellcheck=${false} />`}
      <${Field} label=${t('user.role')} hint=${t('role.hint.' + form.role)} value=${form.role} set=${set('role')} options=${roles.map((r) => [r, t('role.' + r)])} />
      <${Field} label=${t('user.clearance')} hint=${t('user.clearanceHint')} value=${form.clearance} set=${set('clearance')} options=${levels.filter((l) => sees(l)).map((l) => [l, t('secrecy.' + l)])} />
      <${Field} wide label=${t(fresh ? 'user.password' : 'user.newPassword')} hint=${t('user.passwordHint')} type="password" value=${form.password} set=${set('password')} required=${fresh} autocomplete="new-password" />
      ${!fresh && html`<${Check} label=${t('user.disable')} checked=${form.disabled} set=${set('disabled')} />`}
    </div><//>`;
}
