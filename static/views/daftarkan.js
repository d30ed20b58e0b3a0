import { html, useRef, useState } from '../lib/html.js';
import { Icon } from '../lib/icons.js';
import { t, say } from '../lib/i18n.js';
import { uploads, add, again, forget, forgetDone, replace } from '../lib/uploads.js';
import { lasting } from '../lib/outbox.js';
import { link } from '../lib/router.js';
import { size, number, percent } from '../lib/format.js';
import { numberOf, titleOf } from '../lib/lines.js';
import { trouble, NotForRole } from '../lib/states.js';
import { may } from '../lib/session.js';
import { Status } from '../lib/badges.js';
import { NoteDialog } from '../lib/note.js';
import { Discard, Restore } from '../lib/discard.js';

// Register: bring PDFs in. What arrives here is read by the machine and then waits in Periksa.
export default function Daftarkan() {
  const files = useRef(null);
  const folder = useRef(null);
  const [note, setNote] = useState(false);
  if (!may('register')) return html`<${NotForRole} />`;
  const list = uploads.value;
  const done = list.filter((u) => u.state === 'done').length;
  const take = (e) => { add([...e.currentTarget.files].filter((f) => !f.webkitRelativePath || /\.pdf$/i.test(f.name))); e.currentTarget.value = ''; };
  return html`
    <div class="page-head"><div><h1>${t('upload.title')}</h1><p>${t('upload.intro')}</p></div>
      <button type="button" class="button" onClick=${() => setNote(true)}><${Icon} name="note" size="18" />${t('note.new')}</button></div>
    <div class=${list.length ? 'drop small' : 'drop'}>
      <span class="empty-mark"><${Icon} name="upload" size="28" /></span>
      <div><h2>${t('upload.drop')}</h2><p class="soft">${t('upload.dropHint')}</p></div>
      <div class="row">
        <button type="button" class="button primary" onClick=${() => files.current.click()}><${Icon} name="file" size="18" />${t('upload.files')}</button>
        <button type="button" class="button" onClick=${() => folder.current.click()}><${Icon} name="folder" size="18" />${t('upload.folder')}</button></div>
      <input ref=${files} type="file" accept="application/pdf,.pdf" multiple hidden onChange=${take} aria-label=${t('upload.files')} />
      <input ref=${folder} type="file" webkitdirectory hidden onChange=${take} aria-label=${t('upload.folder')} />
    </div>
    ${list.length > 0 && html`<section class="card" aria-label=${t('upload.list')}>
      <div class="card-head"><h2 aria-live="polite">${t('upload.progress', { done: number(done), all: number(list.length) })}</h2>
        <div class="row">${done > 0 && html`<button type="button" class="button small" onClick=${forgetDone}>${t('upload.forgetDone')}</button>
          <a class="button small primary" href=${link('periksa')}>${t('upload.toConfirm')}<${Icon} name="next" size="16" /></a>`}</div></div>
      <div class="list">${list.map((u) => html`<${Item} key=${u.id} item=${u} />`)}</div></section>`}
    ${!list.length && html`<div class="grid-3">
      ${['one', 'two', 'three'].map((n, i) => html`<div class="card card-body" key=${n}><${Icon} name=${['upload', 'quote', 'check'][i]} size="24" /><h3>${t(`upload.${n}`)}</h3><p class="soft small">${t(`upload.${n}Hint`)}</p></div>`)}</div>`}
    ${note && html`<${NoteDialog} close=${() => setNote(false)} />`}`;
}

const icons = { waiting: 'clock', sending: 'upload', done: 'done', duplicate: 'file', refused: 'alert' };
const tones = { done: 'green', duplicate: 'amber', refused: 'red' };

function Item({ item }) {
  const doc = item.document;
  const took = (now) => replace(item.id, now);
  const twins = item.state === 'done' && doc.status !== 'withdrawn' ? item.twins || [] : [];
  const aside = item.state === 'done' && doc.status === 'set_aside';
  return html`<div class="upload">
    <span class=${'mark ' + (aside ? 'red' : tones[item.state] || '')}><${Icon} name=${aside ? 'alert' : icons[item.state]} /></span>
    <div><div class=${doc?.status === 'withdrawn' ? 'line-title gone' : 'line-title'}>${doc && item.state === 'done' && doc.status !== 'reading' ? titleOf(doc) : item.name}</div>
      <div class="line-meta"><span>${size(item.size)}</span>${doc && item.state === 'done' && doc.status !== 'reading' && html`<span class="letter-number">${numberOf(doc)}</span><span>${item.name}</span>`}</div></div>
    <div class="line-side">
      ${item.state === 'waiting' && html`<span class="badge amber"><${Icon} name="clock" size="13" />${t(lasting.value ? 'upload.onDevice' : 'upload.waiting')}</span>`}
      ${item.state === 'sending' && html`<span>${item.part < 1 ? percent(item.part) : t('upload.storing')}</span>`}
      ${item.state === 'done' && html`<span class="row">${doc?.status ? html`<${Status} status=${doc.status} />` : ''}<a class="button small" href=${link('naskah', doc.id)}>${t('common.open')}</a>
        <${Discard} small doc=${doc} done=${took} /><${Restore} doc=${doc} done=${took} /></span>`}
      ${(item.state === 'refused') && html`<span class="row"><button type="button" class="button small" onClick=${() => again(item.id)}>${t('common.tryAgain')}</button>
        <button type="button" class="icon-button" aria-label=${t('common.remove')} onClick=${() => forget(item.id)}><${Icon} name="close" size="18" /></button></span>`}
      ${item.state === 'duplicate' && html`<span class="row"><a class="button small primary" href=${link('naskah', doc.id)}>${t('upload.openTwin')}</a>
        <button type="button" class="button small" onClick=${() => again(item.id, true)}>${t('upload.anyway')}</button>
        <button type="button" class="icon-button" aria-label=${t('common.remove')} onClick=${() => forget(item.id)}><${Icon} name="close" size="18" /></button></span>`}
    </div>
    ${item.state === 'sending' && html`<progress max="1" value=${item.part} aria-label=${item.name}></progress>`}
    ${aside && html`<p class="upload-note tone-red">${say(doc.read?.problem)}</p>`}
    ${twins.map((d) => html`<p class="upload-note tone-amber" key=${d.id}>${t('upload.perhapsTwin')} <a href=${link('naskah', d.id)}>${titleOf(d)}</a> · ${numberOf(d)}</p>`)}
    ${item.state === 'duplicate' && html`<p class="upload-note">${t('upload.twin')} <strong>${titleOf(doc)}</strong> · ${numberOf(doc)}</p>`}
    ${item.state === 'waiting' && item.problem?.status > 0 && html`<p class="upload-note">${trouble(item.problem)}</p>`}
    ${item.state === 'refused' && html`<p class="upload-note tone-red">${trouble(item.problem)}</p>`}
  </div>`;
}
