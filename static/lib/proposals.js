// What the machine proposes beside the fields: which letters this one cites, which case
// it belongs to, which answers it asks for. Each with its reason, each refusable.
import { html, useState } from './html.js';
import { Icon } from './icons.js';
import { t, say } from './i18n.js';
import { longDate, shortDate, percent } from './format.js';
import { link } from './router.js';
import { partyName } from './agencies.js';
import { numberOf, titleOf } from './lines.js';
import { Sure } from './badges.js';
import { DocumentPicker } from './picker.js';
import { CasePicker } from './case-picker.js';

const relations = ['replies', 'follows_up', 'reminds', 'closes', 'mentions'];

// choice: {references, cases, dropped: Set of deadline ids}
export function Proposals({ data, choice, set, show }) {
  return html`<${Answers} items=${data.answers} />
    <${References} data=${data} choice=${choice} set=${set} show=${show} />
    <${Cases} data=${data} choice=${choice} set=${set} />
    <${Deadlines} data=${data} choice=${choice} set=${set} show=${show} />`;
}

function Block({ icon, title, count, children }) {
  return html`<section class="card"><div class="card-head"><h2><${Icon} name=${icon} size="18" />${title}</h2><span class="small quiet">${count}</span></div>${children}</section>`;
}

// The deadlines of other letters that this one fulfils once it is accepted.
function Answers({ items }) {
  if (!items.length) return null;
  return html`<${Block} icon="done" title=${t('confirm.answers')} count=${items.length}>
    <div class="list">${items.map((item) => html`<div class="proposal" key=${item.deadline.id}>
      <div><div class="strong">${item.document ? html`<a href=${link('naskah', item.document.id)} target="_blank">${titleOf(item.document)}</a>` : item.deadline.what}</div>
        <div class="small">${item.deadline.what}</div>
        <div class="small soft">${t('deadline.between', { by: partyName(item.deadline.owed_by) || '?', to: partyName(item.deadline.owed_to) || '?' })}${item.due ? ' · ' + longDate(item.due) : ''}</div></div>
      <div><span class=${'badge ' + (item.answer_days_late > 0 ? 'amber' : 'green')}>${item.answer_days_late > 0 ? t('confirm.answerLate', { n: item.answer_days_late }) : t('confirm.answerInTime')}</span></div></div>`)}</div>
    <p class="card-body small quiet">${t('confirm.answerHint')}</p><//>`;
}

function References({ data, choice, set, show }) {
  const { document: doc, thread } = data;
  const target = (id) => thread.find((l) => l.document.id === id)?.document;
  const change = (i, values) => set((c) => ({ ...c, references: c.references.map((r, k) => (k === i ? { ...r, ...values } : r)) }));
  return html`<${Block} icon="quote" title=${t('document.references')} count=${choice.references.length || ''}>
    ${choice.references.length ? html`<div class="list">${choice.references.map((r, i) => html`<${Reference} key=${i} reference=${r} found=${target(r.target)} fits=${(r.choices || []).map((id) => data.choices[id]).filter(Boolean)}
      change=${(v) => change(i, v)} show=${() => show(doc.evidence?.['references.' + i])} />`)}</div>` : html`<p class="card-body quiet">${t('confirm.noReferences')}</p>`}<//>`;
}

function Reference({ reference: r, found, fits, change, show }) {
  const [picking, setPicking] = useState(false);
  const doc = r.picked || found;
  return html`<div class="proposal" onFocusIn=${show} onMouseEnter=${show}>
    <div><div class="small soft">${r.printed || [r.number, r.date && longDate(r.date)].filter(Boolean).join(' · ')}</div>
      ${r.target && doc ? html`<div class="strong"><a href=${link('naskah', doc.id)} target="_blank">${titleOf(doc)}</a></div><div class="small quiet">${numberOf(doc)} · ${shortDate(doc.date)}</div>`
        : html`<div class="small row"><${Icon} name="search" size="14" />${t(r.choices?.length ? 'confirm.severalFit' : 'confirm.notFound')}</div>`}
      ${!r.target && fits.length > 0 && html`<div class="stack tight" role="group" aria-label=${t('confirm.chosenLetter')}>${fits.map((d) => html`<div class="row" key=${d.id}>
        <span class="small"><a href=${link('naskah', d.id)} target="_blank">${titleOf(d)}</a> <span class="quiet">${numberOf(d)} · ${shortDate(d.date)} · ${partyName(d.from)}</span></span>
        <button type="button" class="button small" onClick=${() => change({ target: d.id, picked: d, choices: [] })}>${t('confirm.chooseThis')}</button></div>`)}</div>`}
      ${picking && html`<${DocumentPicker} label=${t('confirm.pickTarget')} value=${null} set=${(d) => { setPicking(false); change({ target: d.id, picked: d, choices: [] }); }} />`}</div>
    <div class="stack tight"><select aria-label=${t('document.relation')} value=${r.relation} onChange=${(e) => change({ relation: e.currentTarget.value })}>
        ${relations.map((x) => html`<option key=${x} value=${x} selected=${x === r.relation}>${t('relation.' + x)}</option>`)}</select>
      <button type="button" class="link small" onClick=${() => (r.target ? change({ target: '', picked: null }) : setPicking(!picking))}>${t(r.target ? 'confirm.notThis' : 'confirm.pick')}</button></div>
  </div>`;
}

function Cases({ data, choice, set }) {
  const named = (id) => data.cases.find((c) => c.case.id === id)?.case;
  const drop = (id) => set((c) => ({ ...c, cases: c.cases.filter((l) => l.case !== id) }));
  const add = (found) => set((c) => ({ ...c, cases: [...c.cases.filter((l) => l.case !== found.id), { case: found.id, added: found }] }));
  return html`<${Block} icon="case" title=${t('nav.kasus')} count=${choice.cases.length || ''}>
    <div class="list">${choice.cases.map((l) => {
      const c = l.added || named(l.case);
      return c && html`<div class="proposal" key=${l.case}><div><div class="strong">${c.title}</div>
        <div class="small soft">${[c.number, say(l.why), l.score && !l.by && t('confirm.score', { p: percent(l.score) })].filter(Boolean).join(' · ')}</div></div>
        <button type="button" class="link small" onClick=${() => drop(l.case)}>${t('confirm.notThisCase')}</button></div>`;
    })}<div class="card-body"><${CasePicker} set=${add} /></div></div><//>`;
}

function Deadlines({ data, choice, set, show }) {
  const toggle = (id) => set((c) => {
    const dropped = new Set(c.dropped);
    if (!dropped.delete(id)) dropped.add(id);
    return { ...c, dropped };
  });
  return html`<${Block} icon="clock" title=${t('nav.tenggat')} count=${data.deadlines.length || ''}>
    ${data.deadlines.length ? html`<div class="list">${data.deadlines.map((item) => {
      const d = item.deadline, off = choice.dropped.has(d.id);
      const look = () => show(d.evidence);
      return html`<div class=${off ? 'proposal dropped' : 'proposal'} key=${d.id} onFocusIn=${look} onMouseEnter=${look}>
        <div><div class="strong">${item.due ? longDate(item.due) : t('deadline.noDate')}${d.due_time ? ', ' + d.due_time : ''} <${Sure} evidence=${d.evidence?.value ? d.evidence : null} /></div>
          <div class="small">${d.what}</div><div class="small soft">${t('deadline.between', { by: partyName(d.owed_by) || '?', to: partyName(d.owed_to) || '?' })}</div>
          <p class="reckoning">${say(d.computation)}${d.rule?.default && html` · <strong>${t('deadline.isDefault')}</strong>`}</p>${d.doubt && html`<p class="reckoning doubt">${say(d.doubt)}</p>`}</div>
        ${d.proposed && html`<button type="button" class="link small" onClick=${() => toggle(d.id)}>${t(off ? 'confirm.isDeadline' : 'confirm.isNoDeadline')}</button>`}</div>`;
    })}</div>` : html`<p class="card-body quiet">${t('confirm.noDeadlines')}</p>`}<//>`;
}
