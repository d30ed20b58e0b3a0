// Who did what to a record, newest first. Asked for when it is opened.
import { html, useState } from './html.js';
import { Icon } from './icons.js';
import { t, known } from './i18n.js';
import { read } from './api.js';
import { useLoad } from './load.js';
import { moment, longDate } from './format.js';
import { Loaded } from './states.js';

export function History({ path, rev }) {
  const [open, setOpen] = useState(false);
  return html`<section class="card"><div class="card-head"><h2><button type="button" class="fold" aria-expanded=${open ? 'true' : 'false'} onClick=${() => setOpen(!open)}>
      <${Icon} name=${open ? 'down' : 'next'} size="16" />${t('history.title')}</button></h2></div>
    <div class="card-body">${open ? html`<${Acts} path=${path} rev=${rev} />` : html`<p class="small quiet">${t('history.hint')}</p>`}</div></section>`;
}

function Acts({ path, rev }) {
  const list = useLoad((signal) => read(path, {}, signal), [path, rev]);
  return html`<${Loaded} from=${list} rows=${3}>${(page) => html`<ol class="history">${page.items.map((act) => html`<li key=${act.rev + act.at}>
    <span class="quiet">${moment(act.at)}</span>
    <div><strong>${act.by_name || (known('by.' + act.by) ? t('by.' + act.by) : act.by)}</strong> ${known('did.' + act.did) ? t('did.' + act.did) : act.did}
      ${act.erased || act.veiled ? html`<p class="quiet">${t(act.erased ? 'history.erased' : 'history.veiled')}</p>` : html`<${Changes} changes=${act.changes} />`}</div></li>`)}</ol>`}<//>`;
}

// What was changed is shown with what stood there before; what was first filled in, and what
// is too long for a line, by name only.
function Changes({ changes }) {
  const shown = changes.filter((c) => name(c.field));
  const lines = shown.filter((c) => c.before !== undefined && wording(c.field, c.after));
  const rest = shown.filter((c) => !lines.includes(c)).map((c) => name(c.field));
  if (!shown.length) return null;
  return html`<ul class="soft">${lines.map((c) => html`<li key=${c.field}>${name(c.field)}: ${[wording(c.field, c.before), wording(c.field, c.after)].filter(Boolean).join(' → ')}</li>`)}
    ${rest.length > 0 && html`<li>${[...new Set(rest)].join(', ')}</li>`}</ul>`;
}

function name(field) {
  if (known('document.' + field)) return t('document.' + field);
  return known('history.field.' + field) ? t('history.field.' + field) : '';
}

function wording(field, value) {
  if (value === undefined || value === null || typeof value === 'object' || value === '') return '';
  const text = String(value);
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return longDate(text);
  for (const key of [`${field}.${text}`, `case.${field}.${text}`]) if (known(key)) return t(key);
  return text.length > 90 ? text.slice(0, 89) + '…' : text;
}
