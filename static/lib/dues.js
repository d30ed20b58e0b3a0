// A deadline as a line of a list, and the deeds that may be done on it.
import { html, useState } from './html.js';
import { Icon } from './icons.js';
import { t, say } from './i18n.js';
import { edit } from './api.js';
import { longDate, shortDate, number, addDays, moment } from './format.js';
import { link } from './router.js';
import { may, today } from './session.js';
import { partyName } from './agencies.js';
import { DeadlineState, Proposed, Secrecy, deadlineIcon, deadlineTone } from './badges.js';
import { numberOf, titleOf } from './lines.js';
import { Dialog } from './dialog.js';
import { Field } from './field.js';
import { DateField } from './date-field.js';
import { DocumentPicker } from './picker.js';
import { toast, complain } from './toast.js';

const settled = (state) => ['answered', 'answered_late', 'waived'].includes(state);

// 12 hari terlambat · 2 hari lagi · hari ini
export function late(item) {
  const days = item.days_late || 0;
  if (!item.due) return t('deadline.noDate');
  if (item.state === 'overdue') return t('deadline.daysLate', { n: number(days) });
  if (item.state === 'answered_late') return t('deadline.answeredLate', { n: number(days) });
  if (settled(item.state)) return t('deadline.state.' + item.state);
  return item.days_left === 0 ? t('deadline.dueToday') : t('deadline.daysLeft', { n: number(item.days_left) });
}

export function DueLine({ item, brief, changed, bare, narrow }) {
  const { deadline, state, document: doc } = item;
  const tone = deadlineTone(state);
  // B confirms what is proposed on the line in hand.
  const onKey = (e) => {
    if (e.key.toLowerCase() !== 'b' || e.ctrlKey || e.altKey || e.metaKey || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName)) return;
    e.currentTarget.querySelector('[data-confirm]')?.click();
  };
  return html`<article class=${narrow ? 'due narrow' : 'due'} tabindex=${brief ? undefined : '-1'} onKeyDown=${brief ? undefined : onKey}>
    <span class=${'mark ' + tone}><${Icon} name=${deadlineIcon(state)} label=${t('deadline.state.' + state)} /></span>
    <div><div class="line-title">${brief && doc ? html`<a href=${link('naskah', doc.id)}>${deadline.what}</a>` : deadline.what}</div>
      <div class="line-meta"><span>${t('deadline.between', { by: partyName(deadline.owed_by) || '?', to: partyName(deadline.owed_to) || '?' })}</span></div>
      ${!brief && html`<${Reckoning} deadline=${deadline} />`}
      ${!brief && !bare && doc && html`<div class="small soft"><a href=${link('naskah', doc.id)}>${titleOf(doc)}</a> · <span class="letter-number">${numberOf(doc)}</span></div>`}
      ${(!brief || (deadline.answer && !deadline.answer.by)) && html`<${Outcome} item=${item} />`}
    </div>
    <div class="due-side stack">
      <div class="due-when"><strong class=${tone === 'red' ? 'tone-red' : ''}>${late(item)}</strong><span class="small soft">${item.due ? shortDate(item.due) : ''}${deadline.due_time ? ' · ' + deadline.due_time : ''}</span></div>
      ${!brief && html`<div class="badge-line due-actions"><${DeadlineState} state=${state} />${deadline.proposed && html`<${Proposed} />`}<${Secrecy} level=${deadline.secrecy} /></div>
        <${DueActions} item=${item} changed=${changed} />`}
    </div></article>`;
}

function Reckoning({ deadline }) {
  const words = say(deadline.computation);
  return html`${words && html`<p class="reckoning">${words}${deadline.rule?.default && html` · <strong>${t('deadline.isDefault')}</strong>`}</p>`}
    ${deadline.doubt && html`<p class="reckoning doubt"><strong>${t('deadline.doubt')}</strong> ${say(deadline.doubt)}</p>`}
    ${(deadline.extensions || []).map((e) => html`<p class="reckoning" key=${e.at}>${t('deadline.extendedTo', { date: longDate(e.due), ground: e.ground })}</p>`)}`;
}

function Outcome({ item }) {
  const { deadline } = item;
  if (deadline.waiver) return html`<p class="reckoning">${t('deadline.waivedWhy', { reason: deadline.waiver.reason, at: moment(deadline.waiver.at) })}</p>`;
  if (!deadline.answer) return null;
  const doubtful = !deadline.answer.by;
  const key = (doubtful ? 'deadline.perhapsAnswered' : 'deadline.answeredOn') + (item.answer_days_late > 0 ? 'Late' : '');
  return html`<p class=${doubtful ? 'reckoning proposed' : 'reckoning'}>${doubtful && html`<${Proposed} /> `}${t(key, { date: longDate(deadline.answer.date), n: number(item.answer_days_late) })}${' '}
    ${deadline.answer.document && html`<a href=${link('naskah', deadline.answer.document)}>${item.answer ? numberOf(item.answer) : t('deadline.seeAnswer')}</a>`}${deadline.answer.by === 'rule' && html` · ${t('deadline.byRule')}`}</p>`;
}

// Extend, waive, answer, confirm; each with an undo where there is one.
function DueActions({ item, changed }) {
  const [open, setOpen] = useState('');
  if (!may('follow_up')) return null;
  const { deadline, state } = item;
  const proposed = deadline.answer && !deadline.answer.by;
  const close = () => setOpen('');

  async function deed(body, words) {
    const answer = await edit('/deadlines/' + deadline.id, deadline.rev, body);
    close();
    const undo = ((body.waive || body.answer) && { reopen: true }) || (body.confirm && proposed && { propose: true }) || (body.reopen && deadline.answer && { answer: { document: deadline.answer.document, date: deadline.answer.date } });
    const back = undo && (() => edit('/deadlines/' + deadline.id, answer.deadline.rev, undo).then(changed, complain));
    toast(t(words), back ? { action: back } : {});
    changed?.();
  }
  const direct = (body, words) => deed(body, words).catch(complain);
  return html`<div class="due-actions">
    ${(deadline.proposed || proposed) && html`<button type="button" class="button small primary" data-confirm title=${t('deadline.keyConfirm')} aria-keyshortcuts="B" onClick=${() => direct({ confirm: true }, proposed ? 'deadline.answerConfirmed' : 'deadline.confirmed')}>${t('deadline.confirm')}</button>`}
    ${proposed && html`<button type="button" class="button small" onClick=${() => direct({ reopen: true }, 'deadline.refused')}>${t('deadline.notAnswer')}</button>`}
    ${!settled(state) && html`<button type="button" class="button small" onClick=${() => setOpen('answer')}>${t('deadline.answer')}</button>
      <button type="button" class="button small" onClick=${() => setOpen('extend')}>${t('deadline.extend')}</button>
      <button type="button" class="button small" onClick=${() => setOpen('waive')}>${t('deadline.waive')}</button>`}
    ${settled(state) && html`<button type="button" class="button small" onClick=${() => direct({ reopen: true }, 'deadline.reopened')}>${t('deadline.reopen')}</button>`}
    ${open === 'extend' && html`<${Extend} item=${item} close=${close} deed=${deed} />`}
    ${open === 'waive' && html`<${Waive} item=${item} close=${close} deed=${deed} />`}
    ${open === 'answer' && html`<${Answer} item=${item} close=${close} deed=${deed} />`}
  </div>`;
}

function Extend({ item, close, deed }) {
  const later = item.due > today() ? item.due : today();
  const [due, setDue] = useState(addDays(later, 7));
  const [ground, setGround] = useState('');
  return html`<${Dialog} title=${t('deadline.extend')} close=${close} saveLabel=${t('deadline.extend')} save=${() => deed({ extend: { due, ground } }, 'deadline.extendedToast')}>
    <p class="soft">${item.deadline.what}</p>
    <${DateField} label=${t('deadline.newDue')} value=${due} set=${setDue} required min=${item.due} hint=${item.due ? t('deadline.wasDue', { date: longDate(item.due) }) : ''} />
    <${Field} label=${t('deadline.ground')} rows=${3} value=${ground} set=${setGround} required placeholder=${t('deadline.groundHint')} /><//>`;
}

function Waive({ item, close, deed }) {
  const [reason, setReason] = useState('');
  return html`<${Dialog} title=${t('deadline.waive')} close=${close} saveLabel=${t('deadline.waive')} save=${() => deed({ waive: { reason } }, 'deadline.waivedToast')}>
    <p class="soft">${item.deadline.what}</p><p>${t('deadline.waiveHint')}</p>
    <${Field} label=${t('deadline.reason')} rows=${3} value=${reason} set=${setReason} required /><//>`;
}

function Answer({ item, close, deed }) {
  const [doc, setDoc] = useState(null);
  const [date, setDate] = useState('');
  const body = () => ({ ...(doc && { document: doc.id }), ...((date || !doc) && { date: date || today() }) });
  return html`<${Dialog} title=${t('deadline.answer')} close=${close} wide saveLabel=${t('deadline.answerSave')} save=${() => deed({ answer: body() }, 'deadline.answeredToast')}>
    <p class="soft">${item.deadline.what}</p>
    <${DocumentPicker} label=${t('deadline.answerDocument')} hint=${t('deadline.answerHint')} value=${doc} set=${(d) => { setDoc(d); setDate(d?.date || ''); }} start=${item.document ? numberOf(item.document) : ''} />
    <${DateField} label=${t('deadline.answerDate')} value=${date} set=${setDate} hint=${t('deadline.answerDateHint')} /><//>`;
}
