// The thread of a document: what it cites and what cites it, oldest first.
import { html } from './html.js';
import { Icon } from './icons.js';
import { t } from './i18n.js';
import { shortDate } from './format.js';
import { link } from './router.js';
import { Route, numberOf, titleOf } from './lines.js';

// letters: [{document, relation, cites}]; cites: it cites the document shown.
export function Thread({ doc, letters }) {
  const items = [...letters.map((l) => ({ ...l, day: l.document.date || '' })), { document: doc, here: true, day: doc.date || '' }];
  items.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  const unfound = (doc.references || []).filter((r) => !r.target);
  return html`<div class="thread">
    ${unfound.map((r) => html`<${Unfound} key=${r.printed || r.number} reference=${r} />`)}
    ${items.map((item) => html`<${Item} key=${item.document.id + item.relation} ...${item} />`)}
  </div>`;
}

function Item({ document: doc, relation, cites, here }) {
  const says = here ? t('thread.here') : t((cites ? 'thread.by.' : 'thread.to.') + (relation || 'mentions'));
  return html`<div class=${here ? 'thread-item here' : 'thread-item'}>
    <span class="thread-dot"><${Icon} name=${here ? 'letter' : cites ? 'back' : 'quote'} size="14" /></span>
    <div><div class="small soft"><strong>${says}</strong> · ${shortDate(doc.date)}</div>
      ${here ? html`<div class="strong">${titleOf(doc)}</div>` : html`<a href=${link('naskah', doc.id)}>${titleOf(doc)}</a>`}
      <div class="small quiet"><span class="letter-number">${numberOf(doc)}</span> · <${Route} doc=${doc} /></div></div>
  </div>`;
}

function Unfound({ reference }) {
  const name = reference.number || reference.printed || '';
  return html`<div class="thread-item unfound">
    <span class="thread-dot"><${Icon} name="search" size="14" /></span>
    <div><div class="small soft"><strong>${t('thread.unfound')}</strong>${reference.date ? ' · ' + shortDate(reference.date) : ''}</div>
      <div class="strong">${reference.printed || name}</div>
      <a class="small" href=${link('cari', { q: reference.number ? `nomor:"${reference.number}"` : name })}>${t('thread.lookFor')}</a></div>
  </div>`;
}
