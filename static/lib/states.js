// What a view shows when there is nothing yet, nothing at all, or a fault.
import { html } from './html.js';
import { Icon } from './icons.js';
import { t, known } from './i18n.js';
import { link } from './router.js';

// The sentence for a Problem: the server's own, or ours for what it cannot say.
export function trouble(problem) {
  if (problem.code === 'offline' || problem.status === 0) return t('trouble.offline');
  if (problem.status === undefined) return t('trouble.unexpected');
  if (problem.status >= 500 && problem.code === 'unexpected') return t('trouble.unexpected'); // a proxy's words, not the server's
  if (problem.message && problem.message !== String(problem.status)) return problem.message;
  return known('trouble.' + problem.code) ? t('trouble.' + problem.code) : t('trouble.unexpected');
}

export function Trouble({ error, retry }) {
  return html`<div class="trouble" role="alert">
    <${Icon} name=${error.code === 'offline' ? 'offline' : 'alert'} size="22" />
    <div><strong>${t(error.code === 'not_found' ? 'trouble.notFoundTitle' : 'trouble.title')}</strong><p>${trouble(error)}</p>
      ${retry && ![403, 404, 410].includes(error.status) && html`<button type="button" class="button small" onClick=${retry}><${Icon} name="retry" size="16" />${t('common.tryAgain')}</button>`}
    </div>
  </div>`;
}

export function Empty({ icon = 'file', title, children }) {
  return html`<div class="empty"><span class="empty-mark"><${Icon} name=${icon} size="30" /></span>
    <h2>${title}</h2><div class="empty-text">${children}</div></div>`;
}

// What stands on a screen that the role of the person does not have.
export function NotForRole() {
  return html`<div class="card"><${Empty} icon="lock" title=${t('trouble.notForRole')}><p>${t('trouble.notForRoleHint')}</p>
    <a class="button" href=${link('beranda')}>${t('nav.beranda')}</a><//></div>`;
}

// Grey bars where the lines will stand.
export function Skeleton({ rows = 6, tall = false }) {
  return html`<div class=${tall ? 'skeleton tall' : 'skeleton'} aria-busy="true" aria-label=${t('common.loading')} role="status">
    ${Array.from({ length: rows }, (_, i) => html`<div class="bone-row" key=${i}><span class="bone short"></span><span class="bone"></span><span class="bone mid"></span></div>`)}
  </div>`;
}

// Shows the fault, the skeleton or the answer of a useLoad.
export function Loaded({ from, rows, tall, children }) {
  if (from.data !== undefined) return children(from.data);
  if (from.error) return html`<${Trouble} error=${from.error} retry=${from.reload} />`;
  return html`<${Skeleton} rows=${rows} tall=${tall} />`;
}

export function More({ list }) {
  if (list.moreError) return html`<${Trouble} error=${list.moreError} retry=${list.loadMore} />`;
  if (!list.next) return null;
  return html`<div class="more"><button type="button" class="button" disabled=${list.busy} onClick=${list.loadMore}>
    ${list.busy ? t('common.loading') : t('common.loadMore')}</button></div>`;
}
