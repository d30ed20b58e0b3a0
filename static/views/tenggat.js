import { html } from '../lib/html.js';
import { Icon } from '../lib/icons.js';
import { t } from '../lib/i18n.js';
import { read } from '../lib/api.js';
import { usePages } from '../lib/load.js';
import { refine, link } from '../lib/router.js';
import { own, may } from '../lib/session.js';
import { number } from '../lib/format.js';
import { Loaded, Empty, More } from '../lib/states.js';
import { Tabs } from '../lib/field.js';
import { DueLine } from '../lib/dues.js';
import { agencies } from '../lib/agencies.js';

// Deadlines: who owes an answer to whom, since when, and why.
export default function Tenggat({ query }) {
  const side = own() ? query.side || 'we_owe' : 'all';
  const state = query.state || 'overdue';
  const ask = { side: side === 'all' ? '' : side, state, agency: query.agency, limit: 50 };
  const list = usePages((cursor, signal) => read('/deadlines', { ...ask, cursor }, signal), [side, state, query.agency], { live: true });
  const counts = list.data?.counts || {};
  const states = [['overdue', counts.overdue], ['week', counts.week], ['unsettled', counts.unsettled], ['settled']];
  return html`
    <div class="page-head"><div><h1>${t('nav.tenggat')}</h1><p>${t('deadline.intro')}</p></div></div>
    ${!own() && html`<div class="notice"><${Icon} name="agency" /><div>${t('deadline.noOwn')} ${may('administer') && html`<a href=${link('pengaturan', 'aturan')}>${t('deadline.chooseOwn')}</a>`}</div></div>`}
    <div class="spread">
      ${own() && html`<${Tabs} label=${t('deadline.side')} value=${side} set=${(v) => refine({ side: v })} options=${['we_owe', 'they_owe', 'all'].map((v) => [v, t('deadline.side.' + v)])} />`}
      <div class="filters"><select aria-label=${t('document.agency')} value=${query.agency || ''} onChange=${(e) => refine({ agency: e.currentTarget.value })}>
        <option value="">${t('deadline.anyAgency')}</option>${agencies.value.map((a) => html`<option key=${a.id} value=${a.id} selected=${a.id === query.agency}>${a.short || a.name}</option>`)}</select></div>
    </div>
    <${Tabs} label=${t('deadline.state')} value=${state} set=${(v) => refine({ state: v })} options=${states.map(([v, n]) => [v, t('deadline.list.' + v), n === undefined ? undefined : number(n)])} />
    <section class="card" aria-busy=${list.loading ? 'true' : 'false'}>
      <${Loaded} from=${list} rows=${6} tall>${() => (list.items.length
        ? html`<div class="list">${list.items.map((item) => html`<${DueLine} key=${item.deadline.id} item=${item} changed=${list.reload} />`)}</div><${More} list=${list} />`
        : html`<${Empty} icon="done" title=${t('deadline.none.' + state)}><p>${t('deadline.noneHint')}</p><//>`)}<//>
    </section>`;
}
