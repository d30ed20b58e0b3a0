import { html, useState } from '../../lib/html.js';
import { Icon } from '../../lib/icons.js';
import { t, lang, setLang } from '../../lib/i18n.js';
import { read, drop, call } from '../../lib/api.js';
import { useLoad } from '../../lib/load.js';
import { session } from '../../lib/session.js';
import { moment } from '../../lib/format.js';
import { Loaded, trouble } from '../../lib/states.js';
import { Field } from '../../lib/field.js';
import { toast, complain } from '../../lib/toast.js';

// My account: language, password, and where I am logged in.
export default function Sesi() {
  const list = useLoad((signal) => read('/sessions', {}, signal), []);
  const end = (s) => drop('/sessions/' + s.id).then(() => { toast(t('session.ended')); list.reload(); }, complain);
  const speak = (language) => { setLang(language); call('PATCH', '/session', { body: { language } }).catch(complain); };
  return html`
    <section class="card card-body stack"><h2>${session.value.user.name}</h2><p class="soft">${t('role.' + session.value.user.role)} · ${t('user.clearance')}: ${t('secrecy.' + session.value.user.clearance)}</p>
      <div class="fields"><${Field} label=${t('session.language')} value=${lang.value} set=${speak} options=${[['id', 'Bahasa Indonesia'], ['en', 'English']]} /></div></section>
    <${Password} reload=${list.reload} />
    <section class="card"><div class="card-head"><h2>${t('session.title')}</h2></div><div class="card-body soft">${t('session.intro')}</div>
      <${Loaded} from=${list} rows=${3}>${(page) => html`<div class="list">${page.items.map((s) => html`<div class="line-item" key=${s.id}><span class="mark"><${Icon} name="user" /></span>
        <div><div class="line-title">${device(s.agent)}</div><div class="line-meta"><span>${s.address}</span><span>${t('session.seen', { at: moment(s.seen) })}</span></div></div>
        <div class="line-side">${s.current ? html`<span class="badge plain green">${t('session.this')}</span>` : html`<button type="button" class="button small" onClick=${() => end(s)}>${t('session.end')}</button>`}</div></div>`)}</div>`}<//></section>`;
}

function Password({ reload }) {
  const [form, setForm] = useState({ current_password: '', password: '' });
  const [problem, setProblem] = useState(null);
  const set = (field) => (value) => setForm((f) => ({ ...f, [field]: value }));
  const wrong = (field) => (problem?.field === field ? trouble(problem) : undefined);
  async function save(event) {
    event.preventDefault();
    setProblem(null);
    try {
      await call('PATCH', '/session', { body: form });
      setForm({ current_password: '', password: '' });
      toast(t('session.passwordChanged'));
      reload();
    } catch (err) { setProblem(err); }
  }
  return html`<section class="card card-body"><form class="stack" onSubmit=${save}><h2>${t('session.password')}</h2><div class="fields">
    <${Field} label=${t('session.oldPassword')} type="password" autocomplete="current-password" value=${form.current_password} set=${set('current_password')} problem=${wrong('current_password')} required />
    <${Field} label=${t('user.newPassword')} hint=${t('user.passwordHint')} type="password" autocomplete="new-password" value=${form.password} set=${set('password')} problem=${wrong('password')} required /></div>
    ${problem && !problem.field && html`<p class="form-problem" role="alert">${trouble(problem)}</p>`}
    <div><button type="submit" class="button">${t('session.changePassword')}</button></div></form></section>`;
}

// The browser and the system, from what the browser calls itself.
function device(agent) {
  const browser = /Edg\//.test(agent) ? 'Edge' : /Firefox\//.test(agent) ? 'Firefox' : /Chrome\//.test(agent) ? 'Chrome' : /Safari\//.test(agent) ? 'Safari' : '';
  const system = /Android/.test(agent) ? 'Android' : /iPhone|iPad/.test(agent) ? 'iOS' : /Windows/.test(agent) ? 'Windows' : /Mac OS/.test(agent) ? 'macOS' : /Linux/.test(agent) ? 'Linux' : '';
  return [browser, system].filter(Boolean).join(' · ') || agent || t('session.unknown');
}
