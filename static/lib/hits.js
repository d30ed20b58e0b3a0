// A document that was found: where it comes from, what it says, where its matter stands,
// and the letters that hang together with it.
import { html } from './html.js';
import { Icon } from './icons.js';
import { t } from './i18n.js';
import { shortDate, number } from './format.js';
import { link } from './router.js';
import { Secrecy, Urgency, Status, deadlineIcon, deadlineTone, formName } from './badges.js';
import { Mark, Route, numberOf, titleOf } from './lines.js';

export function HitLine({ hit, q, chosen, look }) {
  const doc = hit.document;
  return html`<article class="hit" aria-current=${chosen ? 'true' : undefined} onMouseEnter=${look}>
    <${Mark} doc=${doc} />
    <div class="hit-text">
      <a class="hit-title" href=${link('naskah', doc.id, { q })} onFocus=${look}>${titleOf(doc)}</a>
      <div class="line-meta"><span class="letter-number">${numberOf(doc)}</span><span>${formName(doc)}</span><${Route} doc=${doc} /></div>
      ${hit.snippets.slice(0, 2).map((s) => html`<${Snippet} key=${s.page + (s.parts[0]?.text || '')} snippet=${s} />`)}
      <${Standing} hit=${hit} />
      ${hit.thread.length > 0 && html`<${Thread} hit=${hit} q=${q} />`}
    </div>
    <div class="line-side"><span class="nowrap">${shortDate(doc.date || doc.received)}</span>
      <span class="badge-line"><${Status} status=${doc.status} /><${Urgency} level=${doc.urgency} /><${Secrecy} level=${doc.secrecy} /></span></div>
  </article>`;
}

export function Snippet({ snippet }) {
  return html`<p class="snippet"><span class="page-ref">${t('search.page', { n: snippet.page })}</span>${snippet.parts.map((p) => (p.hit ? html`<mark>${p.text}</mark>` : p.text))}</p>`;
}

function Standing({ hit: { deadline, cases } }) {
  if (!deadline && !cases.length) return null;
  return html`<div class="hit-standing">
    ${deadline && html`<span class=${'badge ' + deadlineTone(deadline.state)}><${Icon} name=${deadlineIcon(deadline.state)} size="13" />${says(deadline)}</span>`}
    ${cases.slice(0, 2).map((c) => html`<a key=${c.id} class="badge hit-case" href=${link('kasus', c.id)}><${Icon} name="case" size="13" />${c.title}${c.status !== 'open' ? ` · ${t('case.status.' + c.status)}` : ''}</a>`)}
    ${cases.length > 2 && html`<span class="badge plain">+${number(cases.length - 2)}</span>`}</div>`;
}

function says(deadline) {
  if (deadline.state === 'overdue') return t('search.late', { n: number(deadline.days_late) });
  if (['answered', 'answered_late', 'waived'].includes(deadline.state) || !deadline.due) return t('deadline.state.' + deadline.state);
  return t('search.due', { date: shortDate(deadline.due) });
}

const shownInThread = 3;

// Replies stand below the letter they answer; what is also a hit is marked.
function Thread({ hit, q }) {
  const items = [...hit.thread].sort((a, b) => Number(b.found) - Number(a.found));
  const more = items.length - shownInThread;
  return html`<ul class="hit-thread">
    ${items.slice(0, shownInThread).map((item) => html`<li key=${item.document.id + item.relation} class=${item.found ? 'found' : ''}>
      <span class="soft">${t((item.cites ? 'thread.by.' : 'thread.to.') + (item.relation || 'mentions'))}</span>
      <a href=${link('naskah', item.document.id, { q })}>${numberOf(item.document)}</a>
      <span class="quiet nowrap">${shortDate(item.document.date)}</span></li>`)}
    ${more > 0 && html`<li><a href=${link('naskah', hit.document.id, { q })}>${t('search.moreLetters', { n: number(more) })}</a></li>`}</ul>`;
}
