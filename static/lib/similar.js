// Documents most like one, of what the person may see.
import { html } from './html.js';
import { t } from './i18n.js';
import { read } from './api.js';
import { useLoad } from './load.js';
import { link } from './router.js';
import { shortDate } from './format.js';
import { DocumentLine, numberOf, titleOf } from './lines.js';

const useSimilar = (doc, limit) => useLoad((signal) => read(`/documents/${doc.id}/similar`, { limit }, signal), [doc.id, doc.rev, limit]).data?.items || [];

// A card of the document page; not there while nothing is alike.
export function Similar({ doc }) {
  const items = useSimilar(doc, 6);
  if (!items.length) return null;
  return html`<section class="card similar"><div class="card-head"><h2>${t('document.similar')}</h2></div>
    <div class="list">${items.map((item) => html`<${DocumentLine} key=${item.document.id} doc=${item.document} />`)}</div></section>`;
}

// The same in few words, for the preview beside the list of hits.
export function HitSimilar({ doc }) {
  const items = useSimilar(doc, 3);
  if (!items.length) return null;
  return html`<div class="preview-similar"><h3>${t('document.similar')}</h3><ul>${items.map(({ document: d }) => html`<li key=${d.id}>
    <a href=${link('naskah', d.id)}>${titleOf(d)}</a> <span class="small quiet">${numberOf(d)} · ${shortDate(d.date)}</span></li>`)}</ul></div>`;
}
