import { html, useState, useEffect, useRef } from '../lib/html.js';
import { Icon } from '../lib/icons.js';
import { t } from '../lib/i18n.js';
import { read } from '../lib/api.js';
import { usePages } from '../lib/load.js';
import { link, refine } from '../lib/router.js';
import { number } from '../lib/format.js';
import { Skeleton, Trouble, Empty, More } from '../lib/states.js';
import { DateField } from '../lib/date-field.js';
import { DocumentLine } from '../lib/lines.js';

// Search. The question is kept in the address, so that Back returns to it.
export default function Cari({ query }) {
  const box = useRef(null);
  const q = query.q || '';
  const [typed, setTyped] = useState(q);
  const full = ask(query);
  const found = usePages(async (cursor, signal) => {
    if (!full) return { items: [], total: 0, next: '' };
    const page = await read('/search', { q: full, sort: query.sort, limit: 20, cursor }, signal);
    return { ...page, items: page.hits || [] };
  }, [full, query.sort]);
  useEffect(() => { setTyped(q); if (!q) box.current.focus(); }, [q]);
  const submit = (e) => { e.preventDefault(); refine({ q: typed.trim() }); };

  return html`
    <div class="page-head"><div><h1>${t('nav.cari')}</h1></div></div>
    <form class="search-box" role="search" onSubmit=${submit}>
      <div class="find"><${Icon} name="search" size="20" /><input ref=${box} data-search type="search" value=${typed} onInput=${(e) => setTyped(e.currentTarget.value)}
        aria-label=${t('search.box')} placeholder=${t('search.placeholder')} /><kbd aria-hidden="true">/</kbd></div>
      <button type="submit" class="button primary">${t('search.go')}</button></form>
    ${full ? html`<${Filters} query=${query} /><${Results} found=${found} q=${q} />` : html`<${Examples} />`}`;
}

// The filters are written into the question, in the words a person could have typed.
function ask({ q = '', jenis, dari, sejak, sampai }) {
  const parts = [q.trim()];
  if (jenis) parts.push('jenis:' + jenis);
  if (dari) parts.push(`dari:"${dari.replace(/"/g, '')}"`);
  if (sejak || sampai) parts.push(`tanggal:${sejak || '1990-01-01'}..${sampai || '2099-12-31'}`);
  return parts.filter(Boolean).join(' ');
}

function Filters({ query }) {
  const set = (field) => (value) => refine({ [field]: value });
  const any = query.jenis || query.dari || query.sejak || query.sampai;
  const typed = (field) => (e) => set(field)(e.currentTarget.value);
  return html`<div class="filters" role="group" aria-label=${t('search.filters')}>
    <select aria-label=${t('search.sort')} value=${query.sort || ''} onChange=${typed('sort')}>
      <option value="">${t('search.sort.relevance')}</option><option value="date">${t('search.sort.date')}</option></select>
    <select aria-label=${t('document.form')} value=${query.jenis || ''} onChange=${typed('jenis')}>
      <option value="">${t('search.anyKind')}</option>
      ${['surat', 'notula', 'catatan'].map((k) => html`<option key=${k} value=${k}>${t('search.kind.' + k)}</option>`)}</select>
    <input list="agencies" aria-label=${t('document.from')} placeholder=${t('search.fromAgency')} value=${query.dari || ''} onChange=${typed('dari')} />
    <${DateField} bare label=${t('search.since')} placeholder=${t('search.since')} value=${query.sejak || ''} set=${set('sejak')} />
    <${DateField} bare label=${t('search.until')} placeholder=${t('search.until')} value=${query.sampai || ''} set=${set('sampai')} />
    ${any && html`<button type="button" class="link small" onClick=${() => refine({ jenis: '', dari: '', sejak: '', sampai: '' })}>${t('search.clear')}</button>`}
  </div>`;
}

function Results({ found, q }) {
  const { data, error, items, reload, loading } = found;
  if (error && !data) return html`<${Trouble} error=${error} retry=${reload} />`;
  if (!data) return html`<div class="card"><${Skeleton} rows=${7} tall /></div>`;
  return html`
    ${(data.problems || []).map((p) => html`<div class="notice" key=${p}><${Icon} name="help" /><div>${p}</div></div>`)}
    <section class="card" aria-busy=${loading ? 'true' : 'false'}>
      <div class="card-head"><p class="small soft" role="status">${t('search.found', { n: number(data.total) })}${data.took_ms !== undefined ? ` · ${t('search.took', { ms: number(Math.max(1, Math.round(data.took_ms))) })}` : ''}</p></div>
      ${items.length ? html`<div class="list">${items.map((hit) => html`<${DocumentLine} key=${hit.document.id} doc=${hit.document} query=${{ q }}>
        ${(hit.snippets || []).slice(0, 2).map((s) => html`<${Snippet} key=${s.page + s.parts[0]?.text} snippet=${s} />`)}<//>`)}</div><${More} list=${found} />`
        : html`<${Empty} icon="search" title=${t('search.none')}><p>${t('search.noneHint')}</p><//>`}
    </section>`;
}

function Snippet({ snippet }) {
  return html`<p class="snippet"><span class="page-ref">${t('search.page', { n: snippet.page })}</span>${snippet.parts.map((p) => (p.hit ? html`<mark>${p.text}</mark>` : p.text))}</p>`;
}

const examples = [
  ['1605/D2', 'search.example.number'],
  ['hilang kontak', 'search.example.words'],
  ['"biaya penempatan"', 'search.example.phrase'],
  ['dari:kemlu tanggal:2024-06..2024-12', 'search.example.fields'],
  ['pmi:mawarti', 'search.example.worker'],
];

function Examples() {
  return html`<${Empty} icon="search" title=${t('search.teach')}><p>${t('search.teachHint')}</p>
    <div class="examples">${examples.map(([q, key]) => html`<a key=${q} class="row" href=${link('cari', { q })}><code>${q}</code><span class="small soft">${t(key)}</span></a>`)}</div><//>`;
}

