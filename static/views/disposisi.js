import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { read } from '../lib/api.js';
import { usePages } from '../lib/load.js';
import { refine } from '../lib/router.js';
import { number } from '../lib/format.js';
import { Loaded, Empty, More } from '../lib/states.js';
import { Tabs } from '../lib/field.js';
import { DispositionLine } from '../lib/dispositions.js';
import { DispositionSheet } from '../lib/disposition-sheet.js';

// Dispositions: the person's inbox, what they gave, and everybody's.
export default function Disposisi({ parts: [part, id], query }) {
  if (part === 'lembar') return html`<${DispositionSheet} id=${id} />`;
  return html`<${Boxes} query=${query} />`;
}

function Boxes({ query }) {
  const box = query.kotak || 'inbox';
  const state = query.state || 'open';
  const list = usePages((cursor, signal) => read('/dispositions', { box, state, cursor }, signal), [box, state], { live: true });
  const counts = list.data?.counts || {};
  return html`
    <div class="page-head"><div><h1>${t('nav.disposisi')}</h1><p>${t('disposition.intro')}</p></div></div>
    <div class="spread"><${Tabs} label=${t('disposition.box')} value=${box} set=${(v) => refine({ kotak: v })}
        options=${[['inbox', t('disposition.box.inbox'), counts.open === undefined ? undefined : number(counts.open)], ['given', t('disposition.box.given')], ['all', t('disposition.box.all')]]} />
      <${Tabs} label=${t('disposition.state')} value=${state} set=${(v) => refine({ state: v })} options=${['open', 'settled'].map((v) => [v, t('disposition.list.' + v)])} /></div>
    <section class="card" aria-busy=${list.loading ? 'true' : 'false'}>
      <${Loaded} from=${list} rows=${5} tall>${() => (list.items.length
        ? html`<div class="list">${list.items.map((item) => html`<${DispositionLine} key=${item.disposition.id} item=${item} changed=${list.reload} />`)}</div><${More} list=${list} />`
        : html`<${Empty} icon="done" title=${t('disposition.none.' + (state === 'settled' ? 'settled' : box))}><p>${t('disposition.noneHint')}</p><//>`)}<//>
    </section>`;
}
