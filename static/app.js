// The start: who is at the desk, and which view stands on screen. A view is one file
// in views/, loaded when it is first opened.
import { html, render, useState, useEffect } from './lib/html.js';
import { route, link } from './lib/router.js';
import { session, begin } from './lib/session.js';
import { t, lang } from './lib/i18n.js';
import { Shell } from './lib/shell.js';
import { Skeleton, Trouble, Empty } from './lib/states.js';
import { knowAgencies } from './lib/agencies.js';
import { changed } from './lib/live.js';
import { keepPage } from './lib/offline.js';
import './lib/theme.js';

const views = {
  masuk: () => import('./views/masuk.js'),
  pasang: () => import('./views/pasang.js'),
  beranda: () => import('./views/beranda.js'),
  daftarkan: () => import('./views/daftarkan.js'),
  periksa: () => import('./views/periksa.js'),
  naskah: () => import('./views/naskah.js'),
  cari: () => import('./views/cari.js'),
  kasus: () => import('./views/kasus.js'),
  tenggat: () => import('./views/tenggat.js'),
  disposisi: () => import('./views/disposisi.js'),
  agenda: () => import('./views/agenda.js'),
  instansi: () => import('./views/instansi.js'),
  pengaturan: () => import('./views/pengaturan.js'),
  bantuan: () => import('./views/bantuan.js'),
  lainnya: () => import('./views/lainnya.js'),
};

function View({ name, parts, query }) {
  const [state, set] = useState({});
  const load = async () => {
    try {
      const module = await views[name]();
      set({ name, view: module.default });
    } catch (error) { set({ name, error }); }
  };
  useEffect(() => { load(); document.getElementById('main')?.focus({ preventScroll: true }); scrollTo(0, 0); }, [name, parts[0]]);
  if (state.error) return html`<${Trouble} error=${{ code: 'offline' }} retry=${load} />`;
  if (state.name !== name || !state.view) return html`<${Skeleton} rows=${8} />`;
  return html`<${state.view} key=${parts.join('/')} parts=${parts} query=${query} />`;
}

function App() {
  const [fault, setFault] = useState(null);
  const start = () => { setFault(null); begin().catch(setFault); };
  useEffect(start, []);
  const who = session.value;
  useEffect(() => { if (who) knowAgencies(); }, [who, changed.value]);
  const { parts, query } = route.value;
  const [asked = 'beranda', ...rest] = parts;
  const name = asked === 'setup' ? 'pasang' : asked; // the link that the server prints

  if (name === 'pasang') return html`<${View} name="pasang" parts=${rest} query=${query} />`;
  if (fault) return html`<div class="gate-main"><${Trouble} error=${fault} retry=${start} /></div>`;
  if (who === undefined) return null;
  if (who === null) return html`<${View} name="masuk" parts=${[]} query=${query} />`;
  if (name === 'masuk') { location.replace(link('beranda')); return null; }
  return html`<${Shell}>${views[name]
    ? html`<${View} name=${name} parts=${rest} query=${query} />`
    : html`<${Empty} icon="search" title=${t('trouble.noPage')}><p>${t('trouble.noPageHint')}</p><a class="button" href=${link('beranda')}>${t('nav.beranda')}</a><//>`}<//>`;
}

document.documentElement.lang = lang.value;
keepPage();
render(html`<${App} />`, document.getElementById('app'));
