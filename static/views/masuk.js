import { html, useState, useEffect, useRef } from '../lib/html.js';
import { Gate } from '../lib/gate.js';
import { Field } from '../lib/field.js';
import { Icon } from '../lib/icons.js';
import { t } from '../lib/i18n.js';
import { logIn } from '../lib/session.js';
import { read } from '../lib/api.js';
import { trouble } from '../lib/states.js';

// Log in. After it the view that was asked for opens, since the address is kept.
export default function Masuk() {
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState(null);
  const [busy, setBusy] = useState(false);
  const [bare, setBare] = useState(false);
  const form = useRef(null);
  useEffect(() => {
    form.current.querySelector('input').focus();
    read('/setup').then((s) => setBare(s.needed)).catch(setProblem);
  }, []);

  async function submit(event) {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await logIn(login.trim(), password);
    } catch (err) {
      setProblem(err);
      setBusy(false);
      form.current.querySelectorAll('input')[1].select();
    }
  }
  return html`<${Gate} title=${t('login.title')} intro=${t('login.intro')}>
    ${bare && html`<div class="notice"><${Icon} name="key" /><div><strong>${t('login.bare')}</strong><p class="small">${t('login.bareHint')}</p></div></div>`}
    <form class="stack" onSubmit=${submit} ref=${form}>
      <${Field} label=${t('user.login')} value=${login} set=${setLogin} autocomplete="username" autocapitalize="none" spellcheck=${false} required />
      <${Field} label=${t('user.password')} type="password" value=${password} set=${setPassword} autocomplete="current-password" required />
      ${problem && html`<p class="form-problem" role="alert"><${Icon} name="alert" size="18" />${trouble(problem)}</p>`}
      <button type="submit" class="button primary large" disabled=${busy}>${t(busy ? 'login.busy' : 'login.go')}</button>
    </form>
    <p class="small quiet">${t('login.forgot')}</p>
  <//>`;
}
