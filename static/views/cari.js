import { html, useState, useEffect, useRef } from '../lib/html.js';
import { Icon } from '../lib/icons.js';
import { t } from '../lib/i18n.js';
import { read } from '../lib/api.js';
import { usePages } from '../lib/load.js';
import { link, refine } from '../lib/router.js';
import { number } from '../lib/format.js';
import { Skeleton, Trouble, Empty, More } from '../lib/states.js';
import { SearchBox } from '../lib/search-box.js';
import { Facets, narrowings } from '../lib/facets.js';
import { Months } from '../lib/months.js';
import { HitLine } from '../lib/hits.js';
import { Preview } from '../lib/preview.js';
import { Saved, SaveSearch, useSaved, markSeen } from '../lib/saved.js';

// Search. The question and what narrows it are kept in the address, so that Back returns
// to it and a link to it can be kept.
export default function Cari({ query }) {
  const q = query.q || '';
  const full = ask(query);
  const saved = useSaved();
  const results = useRef(null);
  const found = usePages(async (cursor, signal) => {
    if (!full) return { items: [], total: 0, next: '' };
    const page = await read('/search', { q: full, sort: query.sort, limit: 20, cursor, group: 'thread', facets: cursor ? '' : '1' }, signal);
    return { ...page, items: page.hits || [] };
  }, [full, query.sort]);
  const fresh = (saved.data?.items || []).find((i) => i.search.id === query.simpan)?.new;
  useEffect(() => { if (query.simpan && fresh > 0 && found.data) markSeen(query.simpan).then(saved.reload, () => {}); }, [query.simpan, fresh, found.data]);
  const toFirst = () => results.current?.querySelector('.hit-title')?.focus();
  return html`
    <div class="page-head search-head"><h1>${t('nav.cari')}</h1><a class="small" href=${link('bantuan')}>${t('search.how')}</a></div>
    <${SearchBox} value=${q} focus=${!full} onDown=${toFirst} ask=${(text) => refine({ ...nothing, sort: query.sort, q: text })} />
    ${full ? html`<${Results} box=${results} found=${found} query=${query} q=${q} full=${full} saved=${saved} />`
      : html`<div class="columns"><${Examples} /><${Saved} list=${saved} /></div>`}`;
}

const nothing = { ...Object.fromEntries(Object.keys(narrowings).map((name) => [name, ''])), sejak: '', sampai: '', simpan: '' };

// What narrows the search is written into the question, in the words a person could have typed.
function ask(query) {
  const parts = [(query.q || '').trim()];
  for (const [name, field] of Object.entries(narrowings)) if (query[name]) parts.push(`${field}:${query[name]}`);
  if (query.sejak || query.sampai) parts.push(`tanggal:${query.sejak || ''}..${query.sampai || ''}`);
  // OR in the question must not let the rest slip past.
  if (parts.length > 1 && /\b(OR|ATAU)\b|\|/.test(parts[0])) parts[0] = `(${parts[0]})`;
  return parts.filter(Boolean).join(' ');
}

function Results({ box, found, query, q, full, saved }) {
  const { data, error, items, reload, loading } = found;
  const [chosen, setChosen] = useState(0);
  const wide = useWide();
  useEffect(() => { setChosen(0); }, [data]);
  if (error && !data) return html`<${Trouble} error=${error} retry=${reload} />`;
  if (!data) return html`<div class="search-body"><div></div><div class="card"><${Skeleton} rows=${7} tall /></div></div>`;
  const key = (e) => {
    if (!['ArrowDown', 'ArrowUp'].includes(e.key) || !e.target.closest?.('.hit')) return;
    const titles = [...box.current.querySelectorAll('.hit-title')];
    const now = titles.indexOf(e.target.closest('.hit').querySelector('.hit-title'));
    e.preventDefault();
    if (e.key === 'ArrowUp' && now === 0) document.querySelector('[data-search]')?.focus();
    else titles[Math.min(titles.length - 1, Math.max(0, now + (e.key === 'ArrowDown' ? 1 : -1)))]?.focus();
  };
  const hit = items[chosen] || items[0];
  return html`<div class="search-body">
    <${Facets} facets=${data.facets} query=${query} />
    <div class="search-results stack" ref=${box} onKeyDown=${key}>
      <${Advice} data=${data} q=${q} full=${full} />
      <section class="card" aria-busy=${loading ? 'true' : 'false'}>
        <div class="card-head results-head"><p class="small soft" role="status">${t('search.found', { n: number(data.total) })}${data.took_ms !== undefined ? ` · ${t('search.took', { ms: number(Math.max(1, Math.round(data.took_ms))) })}` : ''}</p>
          <div class="row"><${SaveSearch} query=${full} sort=${query.sort} saved=${saved} />
            <select class="narrow" aria-label=${t('search.sort')} value=${query.sort || ''} onChange=${(e) => refine({ sort: e.currentTarget.value })}>
              <option value="">${t('search.sort.relevance')}</option><option value="date">${t('search.sort.date')}</option></select></div></div>
        <${Months} months=${data.facets?.months} query=${query} />
        ${items.length ? html`<div class="list">${items.map((h, i) => html`<${HitLine} key=${h.document.id} hit=${h} q=${q} chosen=${h === hit} look=${() => setChosen(i)} />`)}</div><${More} list=${found} />`
          : html`<${Empty} icon="search" title=${t('search.none')}><p>${t('search.noneHint')}</p><//>`}
      </section>
    </div>
    ${wide && hit && html`<${Preview} key=${hit.document.id} hit=${hit} q=${q} />`}
  </div>`;
}

// Whether there is room for a preview; the style says the same.
function useWide() {
  const [wide, setWide] = useState(() => roomy.matches);
  useEffect(() => {
    const change = () => setWide(roomy.matches);
    roomy.addEventListener('change', change);
    return () => roomy.removeEventListener('change', change);
  }, []);
  return wide;
}

const roomy = matchMedia('(min-width: 1500px)');

// How the question was taken, and what may have been meant.
function Advice({ data, q, full }) {
  const narrowed = full.slice(q.length); // stays in the address
  const meant = data.meant?.endsWith(narrowed) ? data.meant.slice(0, data.meant.length - narrowed.length) : data.meant;
  return html`${meant && html`<p class="meant">${t('search.meant')} <button type="button" class="link" onClick=${() => refine({ q: meant })}>${meant}</button></p>`}
    ${data.readings?.length > 0 && html`<div class="chips">${data.readings.map((r) => html`<span class="badge" key=${r}><${Icon} name="calendar" size="13" />${r}</span>`)}</div>`}
    ${(data.problems || []).map((p) => html`<div class="notice slim" key=${p}><${Icon} name="help" size="18" /><div>${p}</div></div>`)}`;
}

const examples = [
  ['1605/D2', 'search.example.number'],
  ['gaji tidak dibayar riyadh', 'search.example.words'],
  ['"biaya penempatan"', 'search.example.phrase'],
  ['dari:kemlu semester II 2024', 'search.example.fields'],
  ['pmi:mawarti', 'search.example.worker'],
  ['belum dijawab bulan lalu', 'search.example.state'],
];

function Examples() {
  return html`<section class="card"><${Empty} icon="search" title=${t('search.teach')}><p>${t('search.teachHint')}</p>
    <div class="examples">${examples.map(([q, key]) => html`<a key=${q} class="row" href=${link('cari', { q })}><code>${q}</code><span class="small soft">${t(key)}</span></a>`)}</div><//></section>`;
}
