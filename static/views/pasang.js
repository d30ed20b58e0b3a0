import { html, useState } from '../lib/html.js';
import { Gate } from '../lib/gate.js';
import { Field } from '../lib/field.js';
import { Icon } from '../lib/icons.js';
import { t, lang } from '../lib/i18n.js';
import { make } from '../lib/api.js';
import { begin } from '../lib/session.js';
import { go } from '../lib/router.js';
import { trouble } from '../lib/states.js';

// First set-up: the first administrator and the office's name. The token comes with
// the link that the server prints on its first start.
export default function Pasang({ query }) {
  const [form, setForm] = useState({ office: '', name: '', login: '', password: '', token: query.token || '' });
  const [problem, setProblem] = useState(null);
  const [busy, setBusy] = useState(false);
  const set = (field) => (value) => setForm((f) => ({ ...f, [field]: value }));
  const wrong = (field) => (problem?.field === field ? trouble(problem) : undefined);

  async function submit(event) {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await make('/setup', { ...form, login: form.login.trim().toLowerCase(), language: lang.value });
      await begin();
      go('beranda');
    } catch (err) {
      setProblem(err);
      setBusy(false);
    }
  }
  return html`<${Gate} title=${t('setup.title')} intro=${t('setup.intro')}>
    <form class="stack" onSubmit=${submit}>
      ${!query.token && html`<${Field} label=${t('setup.token')} hint=${t('setup.tokenHint')} value=${form.token} set=${set('token')} required />`}
      <${Field} label=${t('setup.office')} hint=${t('setup.officeHint')} value=${form.office} set=${set('office')} problem=${wrong('office')} />
      <${Field} label=${t('user.name')} value=${form.name} set=${set('name')} problem=${wrong('name')} autocomplete="name" required />
      <${Field} label=${t('user.login')} hint=${t('user.loginHint')} value=${form.login} set=${set('login')} problem=${wrong('login')} autocomplete="username" autocapitalize="none" spellcheck=${false} required />
      <${Field} label=${t('user.password')} hint=${t('user.passwordHint')} type="password" value=${form.password} set=${set('password')} problem=${wrong('password')} autocomplete="new-password" required />
      ${problem && !problem.field && html`<p class="form-problem" role="alert"><${Icon} name="alert" size="18" />${trouble(problem)}</p>`}
      <button type="submit" class="button primary large" disabled=${busy}>${t('setup.go')}</button>
    </form>
  <//>`;
}
