// Short messages at the foot of the screen, with an undo where there is one.
import { html, signal } from './html.js';
import { Icon } from './icons.js';
import { t } from './i18n.js';
import { trouble } from './states.js';

const toasts = signal([]);
let count = 0;

export function toast(text, { tone = 'good', action, label, href } = {}) {
  const id = ++count;
  toasts.value = [...toasts.value.slice(-2), { id, text, tone, action, label, href }];
  setTimeout(() => dismiss(id), action ? 10000 : 6000);
}

// Says what went wrong and what to do, from a Problem.
export const complain = (problem) => toast(trouble(problem), { tone: 'bad' });

function dismiss(id) { toasts.value = toasts.value.filter((x) => x.id !== id); }

export function Toasts() {
  return html`<div class="toasts" role="status" aria-live="polite">
    ${toasts.value.map((x) => html`<div class=${'toast tone-' + x.tone} key=${x.id}>
      <${Icon} name=${x.tone === 'bad' ? 'alert' : 'done'} />
      <span class="toast-text">${x.text}</span>
      ${x.href && html`<a href=${x.href} onClick=${() => dismiss(x.id)}>${x.label}</a>`}
      ${x.action && html`<button type="button" class="link" onClick=${() => { dismiss(x.id); x.action(); }}>${x.label || t('common.undo')}</button>`}
      <button type="button" class="icon-button" aria-label=${t('common.close')} onClick=${() => dismiss(x.id)}><${Icon} name="close" size="16" /></button>
    </div>`)}
  </div>`;
}
