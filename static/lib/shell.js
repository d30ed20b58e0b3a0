// The frame around every view: navigation, search box, who is at the desk.
import { html, useState, useEffect, useRef } from './html.js';
import { Icon } from './icons.js';
import { t, lang, setLang, say } from './i18n.js';
import { route, link, go } from './router.js';
import { session, reached, logOut, may, own } from './session.js';
import { theme, toggleTheme } from './theme.js';
import { add, filesOf } from './uploads.js';
import { useLoad } from './load.js';
import { read } from './api.js';
import { number } from './format.js';
import { AgencyList } from './party.js';
import { Toasts, complain } from './toast.js';
import { DeviceBar } from './device-bar.js';

const places = [
  ['beranda', 'home'], ['daftarkan', 'upload', 'register'], ['periksa', 'check', 'register'], ['cari', 'search'], null,
  ['kasus', 'case'], ['tenggat', 'clock'], ['disposisi', 'hand'], ['agenda', 'book'], ['instansi', 'agency'], null, ['pengaturan', 'gear'],
];
const onPhone = ['beranda', 'cari', 'periksa', 'tenggat', 'lainnya'];

export function Shell({ children }) {
  const here = route.value.parts[0] || 'beranda';
  const main = useRef(null);
  const inbox = useLoad((signal) => read('/dispositions', { limit: 1 }, signal), [], { live: true }).data?.counts;
  const counts = { ...useLoad((signal) => read('/stats', {}, signal), [own()], { live: true }).data, disposisi: inbox?.open };
  useEffect(() => { document.title = `${t('nav.' + here)} · Lintas`; }, [here, lang.value]);
  return html`<${DropAnywhere}><a class="skip" href="#main" onClick=${(e) => { e.preventDefault(); main.current.focus(); }}>${t('shell.skip')}</a>
    <${AgencyList} /><div class="frame">
      <${Nav} here=${here} counts=${counts} />
      <div class="main">
        <${Top} />
        <${DeviceBar} />
        <main class=${here === 'periksa' || here === 'naskah' || here === 'cari' ? 'page full' : 'page'} id="main" tabindex="-1" ref=${main}>${children}</main>
      </div>
      <${PhoneNav} here=${here} counts=${counts} />
    </div><${Toasts} /><//>`;
}

function countFor(place, counts) {
  if (place === 'periksa') return counts.to_confirm;
  if (place === 'tenggat') return (counts.we_owe?.overdue || 0) + (counts.they_owe?.overdue || 0);
  return place === 'disposisi' ? counts.disposisi || 0 : 0;
}

function Nav({ here, counts }) {
  const status = session.value.status || {};
  const working = counts.reading ?? counts.documents?.reading ?? 0;
  const waiting = counts.needs_ocr ?? 0;
  const scans = status.ocr_missing ? 0 : waiting;
  return html`<nav class="nav" aria-label=${t('shell.nav')}>
    <a class="brand" href=${link('beranda')}><img src="icon.svg" width="34" height="34" alt="" />
      <span><span class="brand-name">Lintas</span><span class="brand-office">${session.value.settings?.name !== 'Lintas' && session.value.settings?.name || t('shell.tagline')}</span></span></a>
    ${places.map((p, i) => p === null ? html`<hr key=${i} />` : (!p[2] || may(p[2])) && html`<a key=${p[0]} class="place" href=${link(p[0])}
        aria-current=${here === p[0] || (here === 'naskah' && p[0] === 'cari') ? 'page' : undefined}>
      <${Icon} name=${p[1]} /><span>${t('nav.' + p[0])}</span>
      ${countFor(p[0], counts) > 0 && html`<span class=${p[0] === 'tenggat' ? 'count red' : 'count'}><span class="unseen">${t('nav.count.' + p[0])} </span>${number(countFor(p[0], counts))}</span>`}</a>`)}
    <div class="nav-foot">
      <div class="row"><span class=${'dot' + (!reached.value ? ' off' : working || status.rebuild || scans ? ' busy' : '')}></span>
        <span>${!reached.value ? t('shell.unreached') : status.rebuild ? t('shell.rebuilding') : working ? t('shell.reading', { n: number(working) }) : scans ? t('shell.scans', { n: number(scans) }) : t('shell.ready')}</span></div>
      ${scans > 0 && status.pages_waiting > 0 && html`<${Pages} status=${status} />`}
      ${status.problem ? html`<div>${say(status.problem)}</div>` : status.ocr_missing && waiting > 0 && html`<div>${t('shell.noTesseract', { n: number(waiting) })}</div>`}
    </div>
  </nav>`;
}

// How far the scans are: pages read and to read, how fast, and what failed.
function Pages({ status: s }) {
  const all = s.pages_read + s.pages_waiting;
  return html`<progress max=${all} value=${s.pages_read} aria-label=${t('shell.pages', { read: number(s.pages_read), all: number(all) })}></progress>
    <div>${t('shell.pages', { read: number(s.pages_read), all: number(all) })}${s.pages_per_minute > 0 ? ` · ${t('shell.pagesRate', { n: number(Math.round(s.pages_per_minute)) })}` : ''}</div>
    ${s.pages_failed > 0 && html`<a href=${link('periksa')}>${t('shell.pagesFailed', { n: number(s.pages_failed) })}</a>`}`;
}

function PhoneNav({ here, counts }) {
  const icons = { beranda: 'home', kasus: 'case', cari: 'search', periksa: 'check', tenggat: 'clock', lainnya: 'more' };
  const inMore = !onPhone.includes(here) && (here !== 'kasus' || may('register')) && here !== 'naskah';
  return html`<nav class="phone-nav" aria-label=${t('shell.nav')}>
    ${onPhone.map((p) => (p === 'periksa' && !may('register') ? 'kasus' : p)).map((p) => html`<a key=${p} href=${link(p)} aria-current=${here === p || (p === 'lainnya' && inMore) || (p === 'cari' && here === 'naskah') ? 'page' : undefined}>
      <${Icon} name=${icons[p]} size="22" />${t('nav.' + p)}
      ${countFor(p, counts) > 0 && html`<span class="count">${number(countFor(p, counts))}</span>`}</a>`)}
  </nav>`;
}

function Top() {
  const box = useRef(null);
  useEffect(() => {
    const onKey = (e) => {
      if (e.key !== '/' || /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName) || e.ctrlKey || e.metaKey) return;
      e.preventDefault();
      (document.querySelector('[data-search]') || box.current)?.focus();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  const submit = (e) => { e.preventDefault(); const q = box.current.value.trim(); if (q) { go('cari', { q }); box.current.value = ''; box.current.blur(); } };
  return html`<header class="top">
    ${route.value.parts[0] !== 'cari' && html`<form class="find" role="search" onSubmit=${submit}><${Icon} name="search" size="18" />
      <input ref=${box} type="search" aria-label=${t('shell.search')} placeholder=${t('shell.searchHint')} /><kbd aria-hidden="true">/</kbd></form>`}
    <div class="top-tools"><${Tools} /><${Who} /></div>
  </header>`;
}

export function Tools() {
  return html`<button type="button" class="icon-button" onClick=${toggleTheme} aria-label=${t(theme.value === 'dark' ? 'shell.light' : 'shell.dark')} title=${t(theme.value === 'dark' ? 'shell.light' : 'shell.dark')}>
      <${Icon} name=${theme.value === 'dark' ? 'sun' : 'moon'} /></button>
    <button type="button" class="button small" onClick=${() => setLang(lang.value === 'id' ? 'en' : 'id')} aria-label=${`${lang.value.toUpperCase()}: ${t('shell.otherLanguage')}`} title=${t('shell.otherLanguage')}>
      <${Icon} name="globe" size="16" />${lang.value.toUpperCase()}</button>`;
}

function Who() {
  const [open, setOpen] = useState(false);
  const box = useRef(null);
  const user = session.value.user;
  const letters = (user.name || user.login || '?').split(/[^\p{L}]+/u).filter(Boolean).slice(0, 2).map((w) => w[0]).join('').toUpperCase();
  useEffect(() => {
    if (!open) return undefined;
    const shut = (e) => { if (e.type === 'keydown' ? e.key === 'Escape' : !box.current?.contains(e.target)) setOpen(false); };
    addEventListener('click', shut);
    addEventListener('keydown', shut);
    return () => { removeEventListener('click', shut); removeEventListener('keydown', shut); };
  }, [open]);
  return html`<div class="menu" ref=${box}>
    <button type="button" class="link who" aria-expanded=${open ? 'true' : 'false'} onClick=${() => setOpen(!open)}>
      <span class="avatar" aria-hidden="true">${letters}</span>
      <span class="who-text"><span class="who-name">${user.name}</span><span class="who-role">${t('role.' + user.role)} · ${t('secrecy.' + user.clearance)}</span></span></button>
    ${open && html`<div>
      <a href=${link('pengaturan', 'sesi')} onClick=${() => setOpen(false)}><${Icon} name="user" />${t('settings.tab.sesi')}</a>
      <a href=${link('bantuan')} onClick=${() => setOpen(false)}><${Icon} name="help" />${t('nav.bantuan')}</a>
      <button type="button" onClick=${() => logOut().catch(complain)}><${Icon} name="leave" />${t('shell.logOut')}</button></div>`}
  </div>`;
}

// PDFs may be dropped on any screen.
function DropAnywhere({ children }) {
  const [over, setOver] = useState(false);
  const depth = useRef(0);
  const able = may('register');
  useEffect(() => {
    if (!able) return undefined;
    const carries = (e) => [...(e.dataTransfer?.types || [])].includes('Files');
    const on = {
      dragenter: (e) => { if (carries(e)) { depth.current += 1; setOver(true); } },
      dragleave: (e) => { if (carries(e)) { depth.current -= 1; if (depth.current <= 0) setOver(false); } },
      dragover: (e) => { if (carries(e)) e.preventDefault(); },
      drop: async (e) => {
        if (!carries(e)) return;
        e.preventDefault();
        depth.current = 0;
        setOver(false);
        const files = filesOf(e.dataTransfer);
        go('daftarkan');
        files.then(add).catch(complain);
      },
    };
    for (const [name, fn] of Object.entries(on)) addEventListener(name, fn);
    return () => { for (const [name, fn] of Object.entries(on)) removeEventListener(name, fn); };
  }, [able]);
  return html`${children}${over && html`<div class="drop-veil"><div><${Icon} name="upload" size="44" /><strong>${t('upload.dropHere')}</strong></div></div>`}`;
}

