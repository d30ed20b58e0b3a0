import { html } from '../lib/html.js';
import { Icon } from '../lib/icons.js';
import { t, say } from '../lib/i18n.js';
import { read } from '../lib/api.js';
import { useLoad } from '../lib/load.js';
import { session, today, may, own } from '../lib/session.js';
import { link } from '../lib/router.js';
import { fullDate, number } from '../lib/format.js';
import { MonthBars, RowBars } from '../lib/charts.js';
import { Loaded, Empty, Skeleton, Trouble } from '../lib/states.js';
import { DocumentLine } from '../lib/lines.js';
import { DueLine } from '../lib/dues.js';
import { DispositionLine } from '../lib/dispositions.js';
import { agencyName } from '../lib/agencies.js';
import { Saved, useSaved } from '../lib/saved.js';

// Home: what needs me now.
export default function Beranda() {
  const stats = useLoad((signal) => read('/stats', {}, signal), [own()], { live: true });
  const overdue = useLoad((signal) => read('/deadlines', { state: 'overdue', limit: 6 }, signal), [], { live: true });
  const soon = useLoad((signal) => read('/deadlines', { state: 'week', limit: 6 }, signal), [], { live: true });
  const latest = useLoad((signal) => read('/documents', { status: 'registered', sort: 'entered', limit: 6 }, signal), [], { live: true });
  const inbox = useLoad((signal) => read('/dispositions', { limit: 4 }, signal), [], { live: true });
  const { user, calendar_gaps: gaps = [], status = {}, demo } = session.value;
  return html`
    <div class="page-head"><div><h1>${t(greeting())}, ${user.name}</h1><p>${fullDate(today())}</p></div>
      <div class="row">${may('register') && html`<a class="button primary" href=${link('daftarkan')}><${Icon} name="upload" size="18" />${t('nav.daftarkan')}</a>`}</div></div>
    <div class="notices">${!own() && html`<div class="notice"><${Icon} name="agency" /><div>${t('deadline.noOwn')} ${may('administer') && html`<a href=${link('pengaturan', 'aturan')}>${t('deadline.chooseOwn')}</a>`}</div></div>`}
    ${demo && html`<div class="notice"><${Icon} name="help" /><div>${t('home.demo')} <a href=${link('cari')}>${t('home.demoTry')}</a></div></div>`}
    ${status.problem && html`<div class="notice red" role="alert"><${Icon} name="alert" /><div>${say(status.problem)}</div></div>`}
    ${gaps.length > 0 && html`<div class="notice amber"><${Icon} name="calendar" /><div>${t('home.gap', { years: gaps.join(', ') })}${' '}
      ${may('administer') && html`<a href=${link('pengaturan', 'libur')}>${t('home.gapImport')}</a>`}</div></div>`}</div>
    <${Tiles} stats=${stats} />
    <div class="columns">
      <div class="stack">
        <${Inbox} list=${inbox} />
        <${Urgent} lists=${[overdue, soon]} />
        <section class="card"><div class="card-head"><h2>${t('home.latest')}</h2><a class="small" href=${link('agenda')}>${t('home.toAgenda')}</a></div>
          <div class="list"><${Loaded} from=${latest} rows=${5}>${(page) => (page.items.length
            ? page.items.map((doc) => html`<${DocumentLine} key=${doc.id} doc=${doc} />`)
            : html`<${Nothing} waiting=${stats.data?.to_confirm} />`)}<//></div></section>
      </div>
      <${Charts} stats=${stats} />
    </div>`;
}

function greeting() {
  const hour = new Date().getHours();
  return hour < 11 ? 'home.morning' : hour < 15 ? 'home.noon' : hour < 18 ? 'home.afternoon' : 'home.evening';
}

function Tiles({ stats }) {
  const s = stats.data;
  const n = (value) => (s ? number(value) : '–');
  const tile = (place, tone, icon, count, name, sub) => ({ href: link(...place), tone, icon, figure: n(count), name: t(name), sub });
  const waiting = s?.set_aside ? t('home.setAside', { n: n(s.set_aside) }) : s?.documents?.reading ? t('home.reading', { n: n(s.documents.reading) }) : t('home.toConfirmSub');
  const cases = tile(['kasus', { status: 'open' }], 'blue', 'case', s?.cases?.open, 'home.openCases', t('home.openCasesSub'));
  const tiles = [!may('register') ? cases : tile(['periksa'], s?.to_confirm ? 'blue' : 'green', 'check', s?.to_confirm, 'home.toConfirm', waiting)];
  if (s && !s.we_owe) {
    tiles.push(tile(['tenggat', { state: 'overdue' }], s.all.overdue ? 'red' : 'green', 'alert', s.all.overdue, 'home.overdue', t('home.weOweSub', { n: n(s.all.unsettled) })),
      tile(['tenggat', { state: 'week' }], s.all.week ? 'amber' : 'green', 'calendar', s.all.week, 'home.dueSoon', t('home.dueSoonSub')),
      ...(may('register') ? [cases] : []));
  } else {
    const we = s?.we_owe || {}, they = s?.they_owe || {};
    tiles.push(tile(['tenggat', { side: 'we_owe', state: 'overdue' }], we.overdue ? 'red' : 'green', 'alert', we.overdue, 'home.weOwe', t('home.weOweSub', { n: n(we.unsettled) })),
      tile(['tenggat', { side: 'they_owe', state: 'overdue' }], they.overdue ? 'red' : 'green', 'soon', they.overdue, 'home.theyOwe', t('home.theyOweSub', { n: n(they.unsettled) })),
      tile(['tenggat', { side: 'all', state: 'week' }], s?.all.week ? 'amber' : 'green', 'calendar', s?.all.week, 'home.dueSoon', t('home.dueSoonSub')));
  }
  return html`<div class="tiles">${tiles.map((x) => html`<a class=${'card tile ' + x.tone} key=${x.name} href=${x.href}>
    <span class="figure">${x.figure}</span><${Icon} name=${x.icon} size="24" /><span class="name">${x.name}</span><span class="sub">${x.sub}</span></a>`)}</div>`;
}

function Nothing({ waiting }) {
  if (waiting) return html`<${Empty} icon="check" title=${t('home.noneRegistered')}><p>${t('home.noneRegisteredHint')}</p>${may('register') && html`<a class="button primary" href=${link('periksa')}>${t('nav.periksa')}</a>`}<//>`;
  return html`<${Empty} icon="letter" title=${t('home.nothing')}>${may('register') && html`<p>${t('home.nothingHint')}</p><a class="button primary" href=${link('daftarkan')}>${t('nav.daftarkan')}</a>`}<//>`;
}

// Dispositions that wait for the person at the desk; nothing is shown while there are none.
function Inbox({ list }) {
  const items = list.data?.items || [];
  if (!items.length) return null;
  return html`<section class="card"><div class="card-head"><h2>${t('disposition.home')}</h2><a class="small" href=${link('disposisi')}>${t('disposition.homeAll')}</a></div>
    <div class="list">${items.map((item) => html`<${DispositionLine} key=${item.disposition.id} item=${item} brief changed=${list.reload} />`)}</div></section>`;
}

// What is late the longest comes first, then what is due next.
function Urgent({ lists }) {
  const failed = lists.find((l) => l.error && !l.data);
  const ready = lists.every((l) => l.data);
  const items = new Map(ready ? lists.flatMap((l) => l.data.items.map((item) => [item.deadline.id, item])) : []);
  const shown = [...items.values()].sort((a, b) => b.days_late - a.days_late || (a.due < b.due ? -1 : 1)).slice(0, 6);
  return html`<section class="card"><div class="card-head"><h2>${t('home.urgent')}</h2><a class="small" href=${link('tenggat')}>${t('home.allDeadlines')}</a></div>
    <div class="list">${failed ? html`<div class="card-body"><${Trouble} error=${failed.error} retry=${failed.reload} /></div>`
      : !ready ? html`<${Skeleton} rows=${5} />`
      : shown.length ? shown.map((item) => html`<${DueLine} key=${item.deadline.id} item=${item} brief />`)
      : html`<${Empty} icon="done" title=${t('home.calm')}><p>${t('home.calmHint')}</p><//>`}</div></section>`;
}

function Charts({ stats }) {
  const saved = useSaved();
  const s = stats.data;
  if (!s && stats.error) return html`<div></div>`;
  if (!s) return html`<div class="stack"><div class="card"><${Skeleton} rows=${3} tall /></div></div>`;
  const months = s.months || [];
  const late = (s.overdue_by_agency || []).map((row) => ({ name: agencyName(row.agency) || row.name, count: row.count })).slice(0, 8);
  return html`<div class="stack">
    <${Saved} list=${saved} plain />
    <section class="card"><div class="card-head"><h2>${t('home.chartMonths')}</h2></div>
      <div class="card-body">${months.some((m) => m.incoming || m.outgoing) ? html`<${MonthBars} months=${months} />` : html`<p class="quiet">${t('home.noMonths')}</p>`}</div></section>
    <section class="card"><div class="card-head"><h2>${t('home.chartLate')}</h2></div>
      <div class="card-body">${late.length ? html`<${RowBars} rows=${late} label=${t('home.chartLate')} />` : html`<p class="quiet">${t('home.noLate')}</p>`}</div></section>
  </div>`;
}
