// Chooses a case by a fragment of its number, title or a worker's name.
import { html, useState, useEffect } from './html.js';
import { t } from './i18n.js';
import { read } from './api.js';

export function CasePicker({ set }) {
  const [q, setQ] = useState('');
  const [found, setFound] = useState([]);
  useEffect(() => {
    if (q.trim().length < 2) { setFound([]); return undefined; }
    const stop = new AbortController();
    const wait = setTimeout(() => read('/cases', { q, limit: 6 }, stop.signal).then((r) => setFound(r.items), () => {}), 180);
    return () => { clearTimeout(wait); stop.abort(); };
  }, [q]);
  const choose = (c) => { set(c); setQ(''); };
  return html`<input type="search" aria-label=${t('confirm.addCase')} placeholder=${t('confirm.addCase')} value=${q} onInput=${(e) => setQ(e.currentTarget.value)}
      onKeyDown=${(e) => { if (e.key === 'Enter' && q) { e.preventDefault(); if (found[0]) choose(found[0].case); } }} />
    ${found.map(({ case: c }) => html`<button type="button" class="pick" key=${c.id} onClick=${() => choose(c)}><strong>${c.title}</strong><span class="small soft">${c.number}</span></button>`)}`;
}
