// Searches that a person keeps, and how many documents have come since they were looked at.
import { html, useState } from './html.js';
import { Icon } from './icons.js';
import { t } from './i18n.js';
import { read, make, call, drop } from './api.js';
import { useLoad } from './load.js';
import { link } from './router.js';
import { number } from './format.js';
import { Dialog } from './dialog.js';
import { Field, Check } from './field.js';
import { toast, complain } from './toast.js';

export const useSaved = () => useLoad((signal) => read('/searches', {}, signal), [], { live: true });

export function Saved({ list, plain }) {
  const items = list.data?.items || [];
  if (!items.length) return null;
  const remove = (s) => drop('/searches/' + s.id).then(() => { toast(t('search.savedGone')); list.reload(); }, complain);
  return html`<section class="card saved"><div class="card-head"><h2>${t('search.saved')}</h2></div>
    <div class="list">${items.map(({ search: s, new: fresh }) => html`<div class="saved-line" key=${s.id}>
      <a href=${link('cari', { q: s.query, sort: s.sort === 'date' ? 'date' : '', simpan: s.id })}><${Icon} name=${s.follow ? 'soon' : 'search'} size="17" /><span>${s.name}</span>
        ${s.name !== s.query && html`<code>${s.query}</code>`}</a>
      ${fresh > 0 && html`<span class="badge blue plain">${t('search.newHits', { n: number(fresh) })}</span>`}
      ${!plain && html`<button type="button" class="icon-button" aria-label=${t('search.forget', { name: s.name })} onClick=${() => remove(s)}><${Icon} name="close" size="16" /></button>`}</div>`)}</div></section>`;
}

export function SaveSearch({ query, sort, saved }) {
  const [asking, setAsking] = useState(false);
  const kept = (saved.data?.items || []).find((i) => i.search.query === query)?.search;
  if (kept) {
    const follow = () => call('PATCH', '/searches/' + kept.id, { body: { follow: !kept.follow } }).then(saved.reload, complain);
    return html`<button type="button" class="button small" aria-pressed=${kept.follow ? 'true' : 'false'} onClick=${follow}><${Icon} name=${kept.follow ? 'done' : 'soon'} size="16" />${t(kept.follow ? 'search.followed' : 'search.follow')}</button>`;
  }
  return html`<button type="button" class="button small" onClick=${() => setAsking(true)}><${Icon} name="plus" size="16" />${t('search.save')}</button>
    ${asking && html`<${SaveDialog} query=${query} sort=${sort} close=${() => setAsking(false)} done=${() => { setAsking(false); toast(t('search.savedToast')); saved.reload(); }} />`}`;
}

function SaveDialog({ query, sort, close, done }) {
  const [name, setName] = useState(query);
  const [follow, setFollow] = useState(true);
  return html`<${Dialog} title=${t('search.save')} close=${close} save=${() => make('/searches', { name: name.trim(), query, sort: sort || '', follow }).then(done)}>
    <${Field} label=${t('search.saveName')} value=${name} set=${setName} required />
    <p class="small soft"><code>${query}</code></p>
    <${Check} label=${t('search.followHint')} checked=${follow} set=${setFollow} /><//>`;
}

// What is new has been looked at once the search is on screen.
export const markSeen = (id) => call('PATCH', '/searches/' + id, { body: { seen: true } });
