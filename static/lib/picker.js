// Chooses a document by searching for it.
import { html, useState, useEffect, useId } from './html.js';
import { Icon } from './icons.js';
import { t } from './i18n.js';
import { read } from './api.js';
import { shortDate } from './format.js';
import { numberOf, titleOf } from './lines.js';

export function DocumentPicker({ label, hint, value, set }) {
  const [q, setQ] = useState('');
  const [hits, setHits] = useState([]);
  const [asked, setAsked] = useState(false);
  const id = useId();
  useEffect(() => {
    if (q.trim().length < 2) { setHits([]); setAsked(false); return undefined; }
    const stop = new AbortController();
    const wait = setTimeout(() => read('/search', { q, limit: 6 }, stop.signal).then((r) => { setHits(r.hits.map((h) => h.document)); setAsked(true); }, () => {}), 180);
    return () => { clearTimeout(wait); stop.abort(); };
  }, [q]);
  if (value) {
    return html`<div class="field"><span class="label">${label}</span>
      <div class="notice"><${Icon} name="letter" /><div><strong>${titleOf(value)}</strong><div class="small soft">${numberOf(value)} · ${shortDate(value.date)}</div></div>
        <button type="button" class="button small" onClick=${() => set(null)}>${t('common.change')}</button></div></div>`;
  }
  return html`<div class="field"><label for=${id}>${label}</label>
    <input id=${id} type="search" value=${q} onInput=${(e) => setQ(e.currentTarget.value)} placeholder=${t('picker.placeholder')}
      onKeyDown=${(e) => { if (e.key === 'Enter') { e.preventDefault(); if (hits[0]) set(hits[0]); } }} />
    ${hint && html`<p class="hint">${hint}</p>`}
    <div role="status">${asked && !hits.length && html`<p class="hint">${t('picker.none')}</p>`}</div>
    ${hits.length > 0 && html`<div class="card list">${hits.map((d) => html`<button type="button" class="pick" key=${d.id} onClick=${() => set(d)}>
      <strong>${titleOf(d)}</strong><span class="small soft">${numberOf(d)} · ${shortDate(d.date)}</span></button>`)}</div>`}
  </div>`;
}
