// Who did what to a record, newest first. Asked for when it is opened.
import { html, useState } from './html.js';
import { Icon } from './icons.js';
import { t, known } from './i18n.js';
import { read } from './api.js';
import { useLoad } from './load.js';
import { moment } from './format.js';
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
      ${act.erased ? html`<p class="quiet">${t('history.erased')}</p>` : html`<${Changes} changes=${act.changes} />`}</div></li>`)}</ol>`}<//>`;
}

// Short values are shown with what stood there before; of long ones, that they changed.
function Changes({ changes }) {
  const short = (value) => {
    const text = typeof value === 'string' ? value : value === undefined || value === null ? '–' : typeof value === 'object' ? '' : String(value);
    return text.length > 80 ? text.slice(0, 79) + '…' : text;
  };
  const name = (field) => (known('document.' + field) ? t('document.' + field) : known('history.field.' + field) ? t('history.field.' + field) : '');
  const shown = changes.filter((c) => name(c.field));
  if (!shown.length) return null;
  return html`<ul class="soft">${shown.map((c) => html`<li key=${c.field}>${name(c.field)}${short(c.after) && html`: ${c.before !== undefined && short(c.before) !== '–' ? short(c.before) + ' → ' : ''}${short(c.after)}`}</li>`)}</ul>`;
}
