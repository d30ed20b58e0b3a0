import { html } from '../lib/html.js';
import { Icon } from '../lib/icons.js';
import { t } from '../lib/i18n.js';
import { link } from '../lib/router.js';
import { may, logOut, session } from '../lib/session.js';
import { complain } from '../lib/toast.js';

const places = [['daftarkan', 'upload', 'register'], ['kasus', 'case'], ['disposisi', 'hand'], ['agenda', 'book'], ['instansi', 'agency'], ['pengaturan', 'gear'], ['bantuan', 'help']];

// On the phone: what has no place in the bar at the foot.
export default function Lainnya() {
  return html`<div class="page-head"><div><h1>${t('nav.lainnya')}</h1><p>${session.value.user.name} · ${t('role.' + session.value.user.role)}</p></div></div>
    <section class="card list">${places.filter((p) => !p[2] || may(p[2])).map(([place, icon]) => html`<a class="line-item" key=${place} href=${link(place)}>
      <span class="mark"><${Icon} name=${icon} /></span><div class="line-title alone">${t('nav.' + place)}</div><${Icon} name="next" size="18" /></a>`)}</section>
    <button type="button" class="button" onClick=${() => logOut().catch(complain)}><${Icon} name="leave" size="18" />${t('shell.logOut')}</button>`;
}
