import { html, useState, useEffect } from '../lib/html.js';
import { Icon } from '../lib/icons.js';
import { t, say } from '../lib/i18n.js';
import { read, make, edit } from '../lib/api.js';
import { useLoad, usePages } from '../lib/load.js';
import { refine, go } from '../lib/router.js';
import { may, today } from '../lib/session.js';
import { shortDate, longDate, number } from '../lib/format.js';
import { Loaded, Empty, More, Trouble } from '../lib/states.js';
import { Tabs } from '../lib/field.js';
import { CaseLine, DocumentLine } from '../lib/lines.js';
import { CaseStatus, Proposed, Secrecy } from '../lib/badges.js';
import { CaseDialog } from '../lib/case-dialog.js';
import { Lanes } from '../lib/lanes.js';
import { DueLine } from '../lib/dues.js';
import { History } from '../lib/history.js';
import { NoteDialog } from '../lib/note.js';
import { problemText } from '../lib/facts.js';
import { partyName, agencyName } from '../lib/agencies.js';
import { toast, complain } from '../lib/toast.js';

// Cases: the list, or one with all that belongs to it.
export default function Kasus({ parts: [id], query }) {
  return id ? html`<${One} id=${id} />` : html`<${List} query=${query} />`;
}

function List({ query }) {
  const [q, setQ] = useState(query.q || '');
  const [making, setMaking] = useState(false);
  useEffect(() => { const wait = setTimeout(() => refine({ q }), 220); return () => clearTimeout(wait); }, [q]);
  const status = query.status || 'all';
  const list = usePages((cursor, signal) => read('/cases', { q: query.q, status: status === 'all' ? '' : status, cursor }, signal), [query.q, status], { live: true });
  return html`
    <div class="page-head"><div><h1>${t('nav.kasus')}</h1><p>${t('case.intro')}</p></div>
      ${may('follow_up') && html`<button type="button" class="button primary" onClick=${() => setMaking(true)}><${Icon} name="plus" size="18" />${t('case.new')}</button>`}</div>
    <div class="spread"><${Tabs} label=${t('case.status')} value=${status} set=${(v) => refine({ status: v })} options=${[['all', t('common.all')], ...['open', 'paused', 'closed'].map((s) => [s, t('case.status.' + s)])]} />
      <div class="find"><${Icon} name="search" size="18" /><input type="search" aria-label=${t('case.find')} placeholder=${t('case.find')} value=${q} onInput=${(e) => setQ(e.currentTarget.value)} /></div></div>
    <section class="card"><${Loaded} from=${list} rows=${6}>${() => (list.items.length
      ? html`<div class="list">${list.items.map((c) => html`<${CaseLine} key=${c.case.id} row=${c} />`)}</div><${More} list=${list} />`
      : html`<${Empty} icon="case" title=${t(query.q ? 'search.none' : 'case.none')}><p>${t('case.noneHint')}</p><//>`)}<//></section>
    ${making && html`<${CaseDialog} close=${() => setMaking(false)} save=${async (fields) => { const made = await make('/cases', fields); go('kasus', made.case.id); }} />`}`;
}

function One({ id }) {
  const answer = useLoad((signal) => read('/cases/' + id, {}, signal), [id], { live: true });
  if (answer.error && !answer.data) return html`<${Trouble} error=${answer.error} retry=${answer.reload} />`;
  return html`<${Loaded} from=${answer} rows=${8} tall>${(data) => html`<${Page} data=${data} reload=${answer.reload} />`}<//>`;
}

function Page({ data, reload }) {
  const [open, setOpen] = useState('');
  const c = data.case;
  const documents = data.timeline.filter((i) => i.document).map((i) => i.document);
  const change = async (fields) => { await edit('/cases/' + c.id, c.rev, fields); setOpen(''); reload(); };
  const setStatus = (status) => change({ status, ...(status === 'closed' ? { closed: today() } : { closed: '' }) }).then(() => toast(t('case.nowStatus', { status: t('case.status.' + status) })), complain);
  const confirm = () => change({ proposed: false }).catch(complain);
  return html`
    <div class="title-block">
      <div class="badge-line"><${CaseStatus} status=${c.status} />${c.proposed && html`<${Proposed} />`}<${Secrecy} level=${c.secrecy} />
        ${(c.problems || []).map((p) => html`<span class="badge plain" key=${p}>${problemText(p)}</span>`)}</div>
      <div class="spread"><div><h1>${c.title}</h1><p class="soft">${[c.number, c.country, c.opened && t('case.opened', { date: longDate(c.opened) }), c.closed && t('case.closedOn', { date: longDate(c.closed) })].filter(Boolean).join(' · ')}</p></div>
        ${may('follow_up') && html`<div class="row">
          ${c.proposed && html`<button type="button" class="button primary" onClick=${confirm}><${Icon} name="done" size="18" />${t('case.confirm')}</button>`}
          ${may('register') && html`<button type="button" class="button" onClick=${() => setOpen('note')}><${Icon} name="note" size="18" />${t('note.new')}</button>`}
          <button type="button" class="button" onClick=${() => setOpen('edit')}><${Icon} name="edit" size="18" />${t('common.edit')}</button>
          ${c.status === 'closed' ? html`<button type="button" class="button" onClick=${() => setStatus('open')}>${t('case.reopen')}</button>`
            : html`<button type="button" class="button" onClick=${() => setStatus('closed')}>${t('case.close')}</button>`}
          <button type="button" class="icon-button" aria-label=${t('common.print')} title=${t('common.print')} onClick=${() => print()}><${Icon} name="print" /></button></div>`}</div>
    </div>
    <${Awaited} data=${data} />
    ${documents.filter((d) => d.date).length > 1 && html`<section class="card"><div class="card-head"><h2>${t('case.course')}</h2><${LaneLegend} /></div>
      <div class="card-body"><${Lanes} documents=${documents} deadlines=${data.deadlines} today=${today()} /></div></section>`}
    <div class="columns">
      <section class="card"><div class="card-head"><h2>${t('case.timeline')}</h2><span class="small quiet">${t('case.documents', { n: number(documents.length) })}</span></div>
        ${data.timeline.length ? html`<div class="list"><${Timeline} data=${data} /></div>` : html`<p class="card-body quiet">${t('case.noTimeline')}</p>`}</section>
      <div class="stack">
        <${Workers} workers=${c.workers || []} />
        <section class="card"><div class="card-head"><h2>${t('nav.tenggat')}</h2></div>${data.deadlines.length
          ? html`<div class="list">${data.deadlines.map((item) => html`<${DueLine} key=${item.deadline.id} item=${item} narrow changed=${reload} />`)}</div>` : html`<p class="card-body quiet">${t('case.noDeadlines')}</p>`}</section>
        ${(c.agencies || []).length > 0 && html`<section class="card"><div class="card-head"><h2>${t('nav.instansi')}</h2></div>
          <div class="card-body chips">${c.agencies.map((a) => html`<span class="badge plain" key=${a}>${agencyName(a) || data.agencies[a]}</span>`)}</div></section>`}
        ${c.remark && html`<section class="card card-body"><h2>${t('document.remark')}</h2><p class="note-text">${c.remark}</p></section>`}
        <${History} path=${`/cases/${c.id}/history`} rev=${c.rev} />
      </div>
    </div>
    ${open === 'edit' && html`<${CaseDialog} before=${c} close=${() => setOpen('')} save=${change} />`}
    ${open === 'note' && html`<${NoteDialog} caseID=${c.id} close=${() => setOpen('')} />`}`;
}

// What is awaited, from whom, since when: the first thing one wants to know of a case.
function Awaited({ data }) {
  const open = data.deadlines.filter((d) => !['answered', 'answered_late', 'waived'].includes(d.state));
  if (!open.length) return html`<div class="notice green"><${Icon} name="done" /><div>${t('case.nothingAwaited')}</div></div>`;
  const worst = open.find((d) => d.state === 'overdue');
  return html`<div class=${worst ? 'notice red' : 'notice amber'}><${Icon} name=${worst ? 'alert' : 'clock'} /><div>
    ${open.slice(0, 3).map((d) => html`<div key=${d.deadline.id}><strong>${t('case.awaited', { by: partyName(d.deadline.owed_by) || '?', to: partyName(d.deadline.owed_to) || '?' })}</strong>
      ${' '}${d.due ? t(d.state === 'overdue' ? 'case.since' : 'case.until', { date: shortDate(d.due), n: number(d.days_late) }) : t('case.noTime')}</div>`)}
    ${open.length > 3 && html`<div>${t('case.more', { n: number(open.length - 3) })}</div>`}</div></div>`;
}

function LaneLegend() {
  return html`<span class="legend"><span><i class="in"></i>${t('lanes.letter')}</span><span><i class="late"></i>${t('lanes.late')}</span><span><i class="slow"></i>${t('deadline.state.answered_late')}</span><span><i class="ok"></i>${t('lanes.kept')}</span></span>`;
}

function Timeline({ data }) {
  const dues = new Map(data.deadlines.map((d) => [d.deadline.id, d]));
  return data.timeline.map((item) => (item.document
    ? html`<${DocumentLine} key=${item.document.id} doc=${item.document}>${item.link && !item.link.by && html`<p class="snippet"><${Proposed} /> ${say(item.link.why)}</p>`}<//>`
    : dues.has(item.deadline) && html`<${DueLine} key=${item.deadline} item=${dues.get(item.deadline)} brief />`));
}

function Workers({ workers }) {
  if (!workers.length) return null;
  return html`<section class="card"><div class="card-head"><h2><${Icon} name="people" size="18" />${t('case.workers')}</h2></div><div class="list">
    ${workers.map((w) => html`<div class="card-body" key=${w.id || w.name}><h3>${w.name}</h3>
      ${(w.variants || []).length > 0 && html`<p class="small soft">${t('worker.variants')}: ${w.variants.join(', ')}</p>`}
      <p class="small soft">${[(w.passport || []).length && `${t('worker.passport')} ${w.passport.join(', ')}`, w.nik && `NIK ${w.nik}`, w.birth && longDate(w.birth), w.sector, w.employer].filter(Boolean).join(' · ')}</p></div>`)}</div></section>`;
}
