// Page pictures with a drawing over them: the places where fields were read, and the
// words a search found. Boxes are in points from the top left of the page.
import { html, useState, useEffect, useRef } from './html.js';
import { Icon } from './icons.js';
import { url, read } from './api.js';
import { t } from './i18n.js';
import { useLoad } from './load.js';

export const useTranscript = (id, rev) => useLoad((signal) => (id ? read(`/documents/${id}/text`, {}, signal) : null), [id, rev]);

const A4 = { w: 595, h: 842 };

// places: [{page, box, level, now}], hits: [{page, box}]
export function Sheets({ id, count, pages, places = [], hits = [], width = 1000 }) {
  const list = pages?.length ? pages : Array.from({ length: Math.max(1, count || 1) }, () => A4);
  const current = places.find((p) => p.now);
  const box = useRef(null);
  useEffect(() => {
    if (!current) return;
    show(box.current?.querySelector(`[data-page="${current.page}"]`), current, list[current.page - 1] || A4);
  }, [current?.page, current?.box?.join()]);
  return html`<div class="sheets" ref=${box}>
    ${list.map((page, i) => html`<${Sheet} key=${id + '/' + i} id=${id} n=${i + 1} of=${list.length} page=${page.w ? page : A4} width=${width}
      places=${places.filter((p) => p.page === i + 1)} hits=${hits.filter((h) => h.page === i + 1)} />`)}
  </div>`;
}

// Scrolls the paper's own box, never the whole screen, so that the form stays put.
function show(sheet, place, page) {
  const scroller = sheet?.closest('.bench-paper, .dossier-paper');
  if (!scroller || getComputedStyle(scroller).overflowY !== 'auto') return sheet?.scrollIntoView({ block: 'nearest' });
  const y = sheet.offsetTop + (place.box[1] / page.h) * sheet.offsetHeight;
  const bottom = scroller.scrollTop + scroller.clientHeight - 120;
  if (y < scroller.scrollTop + 40 || y > bottom) scroller.scrollTo({ top: Math.max(0, y - scroller.clientHeight / 3) });
}

function Sheet({ id, n, of, page, width, places, hits }) {
  const [missing, setMissing] = useState(false);
  const rect = (b) => ({ x: b[0], y: b[1], width: Math.max(2, b[2] - b[0]), height: Math.max(2, b[3] - b[1]) });
  const grown = (b) => [b[0] - 3, b[1] - 2.5, b[2] + 3, b[3] + 2.5];
  return html`<figure class="sheet" data-page=${n}>
    ${missing
      ? html`<div class="missing"><${Icon} name="file" size="34" /><span>${t('sheet.noPicture')}</span></div>`
      : html`<img src=${url(`/documents/${id}/pages/${n}.jpg`, { w: width })} width=${Math.round(page.w)} height=${Math.round(page.h)}
          loading=${n > 2 ? 'lazy' : 'eager'} alt=${t('sheet.page', { n, of })} onError=${() => setMissing(true)} />`}
    ${(places.length > 0 || hits.length > 0) && html`<svg class="over" viewBox=${`0 0 ${page.w} ${page.h}`} preserveAspectRatio="none" aria-hidden="true">
      ${hits.map((h) => html`<rect class="hit" ...${rect(h.box)} rx="1.5" />`)}
      ${places.map((p) => html`<rect class=${'place ' + p.level + (p.now ? ' now' : '')} ...${rect(grown(p.box))} rx="3" />`)}
    </svg>`}
  </figure>`;
}

// Boxes of the words of a query in a transcript. Offsets count bytes of UTF-8.
export function findWords(transcript, query) {
  const wanted = (query || '').toLowerCase().replace(/\b[a-z]+:/g, ' ').split(/[^\p{L}\p{N}]+/u).filter((w) => w.length > 2);
  if (!wanted.length || !transcript) return [];
  const found = [];
  const decoder = new TextDecoder();
  transcript.pages.forEach((page, i) => {
    const bytes = new TextEncoder().encode(page.text);
    for (const word of page.words || []) {
      const parts = decoder.decode(bytes.subarray(word.s, word.e)).toLowerCase().split(/[^\p{L}\p{N}]+/u);
      if (parts.some((p) => wanted.some((w) => p === w || (w.length > 4 && p.startsWith(w))))) found.push({ page: i + 1, box: word.b });
    }
  });
  return found;
}
