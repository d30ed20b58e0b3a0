// A disposition as a line, the dialogs that give, pass on and finish one.
import { html, useState, useEffect } from './html.js';
import { Icon } from './icons.js';
import { t } from './i18n.js';
import { read, make, edit, newKey } from './api.js';
import { shortDate, moment, number } from './format.js';
import { link } from './router.js';
import { session, may, today } from './session.js';
import { Secrecy } from './badges.js';
import { numberOf, titleOf } from './lines.js';
import { Dialog } from './dialog.js';
import { Field } from './field.js';
import { DateField } from './date-field.js';
import { useLoad } from './load.js';
import { toast, complain } from './toast.js';

const tones = { unseen: 'amber', seen: 'blue', done: 'green', withdrawn: 'plain' };
const icons = { unseen: 'letter', seen: 'clock', done: 'done', withdrawn: 'waived' };
const me = () => session.value?.user?.id;

const State = ({ state }) => html`<span class=${'badge ' + tones[state]}><${Icon} name=${icons[state]} size="13" />${t('disposition.state.' + state)}</span>`;
const nameOf = (item, to) => to.unit || item.people[to.user] || to.user;

function when(item) {
  const { due } = item.disposition;
  if (!due) return t('disposition.noDue');
  if (item.late) return t('disposition.daysLate', { n: number(-item.days_left) });
  if (['done', 'withdrawn'].includes(item.state) || item.mine === 'done') return shortDate(due);
  return item.days_left === 0 ? t('disposition.dueToday') : t('disposition.daysLeft', { n: number(item.days_left) });
}

export function DispositionLine({ item, bare, brief, changed }) {
  const d = item.disposition;
  const state = item.mine || item.state;
  return html`<article class=${bare ? 'due narrow' : 'due'}>
    <span class=${'mark ' + (item.late ? 'red' : tones[state])}><${Icon} name=${icons[state]} label=${t('disposition.state.' + state)} /></span>
    <div><div class=${brief ? 'line-title' : 'line-title whole'}>${d.instruction}</div>
      <div class="line-meta"><span>${t('disposition.number', { n: d.number, year: d.year })}</span><span>${t('disposition.line', { from: item.people[d.from] || d.from || '?', to: d.to.map((to) => nameOf(item, to)).join(', ') })}</span></div>
      ${!bare && item.document && html`<div class="small soft"><a href=${link('naskah', item.document.id)}>${titleOf(item.document)}</a> · <span class="letter-number">${numberOf(item.document)}</span></div>`}
      ${!brief && html`<ul class="recipients">${d.to.map((to) => html`<li key=${to.user || to.unit}><${Icon} name=${to.unit ? 'agency' : 'user'} size="14" /> <strong>${nameOf(item, to)}</strong>
        <span>${to.done ? t('disposition.doneOn', { date: shortDate(to.done) }) : to.seen ? t('disposition.seenAt', { at: moment(to.seen) }) : t('disposition.unseen')}</span>${to.report && html`<span>· ${to.report}</span>`}</li>`)}</ul>`}
      ${d.withdrawn && html`<p class="reckoning">${t('disposition.withdrawnWhy', { reason: d.withdrawn })}</p>`}
    </div>
    <div class="due-side stack">
      <div class="due-when"><strong class=${item.late ? 'tone-red' : ''}>${when(item)}</strong><span class="small soft">${d.due && shortDate(d.due)}</span></div>
      <div class="badge-line due-actions"><${State} state=${state} /><${Secrecy} level=${d.secrecy} /></div>
      <${Deeds} item=${item} changed=${changed} />
    </div></article>`;
}

function Deeds({ item, changed }) {
  const d = item.disposition;
  const [open, setOpen] = useState('');
  const close = () => setOpen('');
  async function deed(body, words, undo) {
    const answer = await edit('/dispositions/' + d.id, d.rev, body);
    close();
    toast(t(words), undo ? { action: () => edit('/dispositions/' + d.id, answer.disposition.rev, undo).then(changed, complain) } : {});
    changed?.();
  }
  const mine = d.to.find((to) => to.user === me());
  const units = may('follow_up') && !mine ? d.to.filter((to) => to.unit && !to.done) : [];
  const live = !d.withdrawn;
  return html`<div class="due-actions">
    ${live && mine && !mine.done && html`<button type="button" class="button small primary" onClick=${() => setOpen('done')}>${t('disposition.done')}</button>`}
    ${live && mine?.done && html`<button type="button" class="button small" onClick=${() => deed({ reopen: {} }, 'disposition.reopened').catch(complain)}>${t('disposition.reopen')}</button>`}
    ${live && units.map((to) => html`<button type="button" key=${to.unit} class="button small" onClick=${() => setOpen('unit:' + to.unit)}>${t('disposition.done')}: ${to.unit}</button>`)}
    ${live && item.document && (mine || may('dispose')) && html`<button type="button" class="button small" onClick=${() => setOpen('pass')}>${t('disposition.pass')}</button>`}
    ${live && d.from === me() && item.state !== 'done' && html`<button type="button" class="button small" onClick=${() => setOpen('withdraw')}>${t('disposition.withdraw')}</button>`}
    ${(open === 'done' || open.startsWith('unit:')) && html`<${DoneDialog} item=${item} unit=${open.startsWith('unit:') ? open.slice(5) : ''} close=${close}
      done=${(body) => deed({ done: body }, 'disposition.doneToast', { reopen: body.unit ? { unit: body.unit } : {} })} />`}
    ${open === 'withdraw' && html`<${WithdrawDialog} close=${close} done=${(reason) => deed({ withdraw: { reason } }, 'disposition.withdrawnToast', { restore: true })} />`}
    ${open === 'pass' && html`<${DisposeDialog} document=${item.document.id} parent=${item} close=${close} done=${changed} />`}
  </div>`;
}

function DoneDialog({ item, unit, close, done }) {
  const [report, setReport] = useState('');
  const [date, setDate] = useState(today());
  return html`<${Dialog} title=${t('disposition.doneTitle')} close=${close} saveLabel=${t('disposition.done')} save=${() => done({ date, report, ...(unit && { unit }) })}>
    <p class="soft">${unit && html`<strong>${unit}: </strong>`}${item.disposition.instruction}</p>
    <${Field} label=${t('disposition.report')} rows=${3} value=${report} set=${setReport} hint=${t('disposition.reportHint')} />
    <${DateField} label=${t('disposition.doneDate')} value=${date} set=${setDate} required max=${today()} /><//>`;
}

function WithdrawDialog({ close, done }) {
  const [reason, setReason] = useState('');
  return html`<${Dialog} title=${t('disposition.withdraw')} close=${close} danger saveLabel=${t('disposition.withdraw')} save=${() => done(reason)}>
    <p>${t('disposition.withdrawHint')}</p><${Field} label=${t('disposition.reason')} value=${reason} set=${setReason} required /><//>`;
}

// Gives a disposition on a document, or passes one on.
export function DisposeDialog({ document, parent, close, done }) {
  const people = useLoad((signal) => read('/users', {}, signal), []).data?.items || [];
  const [to, setTo] = useState([]);
  const [unit, setUnit] = useState('');
  const [text, setText] = useState('');
  const [due, setDue] = useState('');
  const [key] = useState(newKey);
  const choices = session.value.settings?.instructions || [];
  const add = (one) => setTo((list) => (list.some((x) => x.user === one.user && x.unit === one.unit) ? list : [...list, one]));
  const addUnit = () => { if (unit.trim()) add({ unit: unit.trim() }); setUnit(''); };
  const has = (choice) => text.split(/;\s*/).includes(choice);
  const toggle = (choice) => setText(has(choice) ? text.split(/;\s*/).filter((x) => x !== choice).join('; ') : [text.trim(), choice].filter(Boolean).join('; '));
  async function save() {
    const list = unit.trim() ? [...to, { unit: unit.trim() }] : to;
    if (!list.length) throw Object.assign(new Error(t('disposition.noTo')), { code: 'invalid' });
    const answer = await make(`/documents/${document}/dispositions`, { to: list.map(({ user, unit: u }) => (user ? { user } : { unit: u })), instruction: text, due, ...(parent && { parent: parent.disposition.id }) }, { headers: { 'Idempotency-Key': key } });
    close();
    toast(t('disposition.given', { n: answer.disposition.number }));
    done?.();
  }
  const left = people.filter((p) => !p.disabled && p.id !== me() && !to.some((x) => x.user === p.id));
  return html`<${Dialog} title=${t(parent ? 'disposition.pass' : 'disposition.give')} close=${close} wide saveLabel=${t(parent ? 'disposition.pass' : 'disposition.give')} save=${save}>
    ${parent && html`<p class="soft">${t('disposition.passHint', { n: parent.disposition.number, text: parent.disposition.instruction })}</p>`}
    <div class="field wide" role="group" aria-label=${t('disposition.to')}><div class="field-head"><span class="label">${t('disposition.to')}</span></div>
      ${to.length > 0 && html`<div class="chips">${to.map((x) => html`<button type="button" key=${x.user || x.unit} class="chip-button" aria-label=${`${t('common.remove')}: ${x.name || x.unit}`} onClick=${() => setTo(to.filter((y) => y !== x))}>
        <${Icon} name=${x.unit ? 'agency' : 'user'} size="14" />${x.name || x.unit}<${Icon} name="close" size="14" /></button>`)}</div>`}</div>
    <div class="fields">
      <${Field} label=${t('disposition.person')} value="" set=${(id) => { const p = people.find((x) => x.id === id); if (p) add({ user: p.id, name: p.name }); }}
        options=${[['', t('disposition.choosePerson')], ...left.map((p) => [p.id, `${p.name} · ${t('role.' + p.role)}`])]} />
      <${Field} label=${t('disposition.unit')} value=${unit} set=${setUnit} hint=${t('disposition.unitHint')} onKeyDown=${(e) => { if (e.key === 'Enter') { e.preventDefault(); addUnit(); } }} onBlur=${addUnit} />
    </div>
    ${choices.length > 0 && html`<div class="field wide" role="group" aria-label=${t('disposition.harap')}><div class="field-head"><span class="label">${t('disposition.harap')}</span></div>
      <div class="chips">${choices.map((c) => html`<button type="button" key=${c} class="chip-button" aria-pressed=${has(c) ? 'true' : 'false'} onClick=${() => toggle(c)}>${c}</button>`)}</div></div>`}
    <${Field} wide label=${t('disposition.instruction')} rows=${3} value=${text} set=${setText} required />
    <${DateField} label=${t('disposition.due')} value=${due} set=${setDue} min=${today()} hint=${t('disposition.dueNone')} /><//>`;
}

// The card of a document's page. Who a disposition is for has seen it once it was shown here.
export function DispositionCard({ data, reload }) {
  const doc = data.document;
  const [giving, setGiving] = useState(false);
  useEffect(() => {
    const unseen = data.dispositions.filter((item) => item.mine === 'unseen');
    Promise.all(unseen.map((item) => edit('/dispositions/' + item.disposition.id, item.disposition.rev, { seen: true }))).then(() => unseen.length && reload(), () => {});
  }, [data.dispositions.map((item) => item.disposition.id).join()]);
  const registered = doc.status === 'registered';
  if (!data.dispositions.length && !may('dispose') && !registered) return null;
  return html`<section class="card"><div class="card-head"><h2>${t('disposition.card')}</h2><span class="badge-line">
      ${(data.dispositions.length > 0 || may('dispose') || may('register')) && html`<a class="small" href=${link('disposisi', 'lembar', doc.id)}>${t('disposition.sheet')}</a>`}
      ${may('dispose') && doc.status !== 'withdrawn' && html`<button type="button" class="button small" onClick=${() => setGiving(true)}><${Icon} name="plus" size="14" />${t('disposition.give')}</button>`}</span></div>
    ${data.dispositions.length ? html`<div class="list">${data.dispositions.map((item) => html`<${DispositionLine} key=${item.disposition.id} item=${{ ...item, document: doc }} bare changed=${reload} />`)}</div>`
      : html`<p class="card-body quiet">${t('disposition.cardNone')}</p>`}
    ${giving && html`<${DisposeDialog} document=${doc.id} close=${() => setGiving(false)} done=${reload} />`}</section>`;
}
