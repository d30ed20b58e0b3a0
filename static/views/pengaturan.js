import { html } from '../lib/html.js';
import { Icon } from '../lib/icons.js';
import { t } from '../lib/i18n.js';
import { link } from '../lib/router.js';
import { may } from '../lib/session.js';
import { NotForRole } from '../lib/states.js';
import Akun from './pengaturan/akun.js';
import Token from './pengaturan/token.js';
import Libur from './pengaturan/libur.js';
import Aturan from './pengaturan/aturan.js';
import Alias from './pengaturan/alias.js';
import Sesi from './pengaturan/sesi.js';

const tabs = [['aturan', 'gear', Aturan], ['akun', 'people', Akun, 'administer'], ['alias', 'book', Alias], ['libur', 'calendar', Libur], ['token', 'key', Token], ['sesi', 'user', Sesi]];

// Settings, a panel for each.
export default function Pengaturan({ parts: [tab = 'aturan'] }) {
  const [, , asked, needs] = tabs.find(([name]) => name === tab) || tabs[0];
  const Panel = !needs || may(needs) ? asked : NotForRole;
  return html`<div class="page-head"><div><h1>${t('nav.pengaturan')}</h1></div></div>
    <div class="side-list">
      <nav aria-label=${t('nav.pengaturan')}>${tabs.filter((x) => !x[3] || may(x[3])).map(([name, icon]) => html`<a key=${name} href=${link('pengaturan', name)} aria-current=${name === tab ? 'page' : undefined}>
        <${Icon} name=${icon} size="18" />${t('settings.tab.' + name)}</a>`)}</nav>
      <div class="stack"><${Panel} /></div></div>`;
}
