import { html, useState, useMemo } from '../lib/html.js';
import { Icon } from '../lib/icons.js';
import { t, say } from '../lib/i18n.js';
import { read, make, edit, url } from '../lib/api.js';
import { useLoad } from '../lib/load.js';
import { link } from '../lib/router.js';
import { longDate, size, number } from '../lib/format.js';
import { may, session } from '../lib/session.js';
import { Loaded, Trouble, Empty } from '../lib/states.js';
import { Secrecy, Urgency, Status, CaseStatus, Proposed, formName, sureness } from '../lib/badges.js';
import { numberOf, titleOf, agendaOf } from '../lib/lines.js';
import { Sheets, useTranscript, findWords } from '../lib/sheet.js';
import { Facts } from '../lib/facts.js';
import { Thread } from '../lib/thread.js';
import { Similar } from '../lib/similar.js';
import { DueLine } from '../lib/dues.js';
import { DispositionCard } from '../lib/dispositions.js';
import { History } from '../lib/history.js';
import { complain } from '../lib/toast.js';
import { Discard, Restore, WithdrawDialog } from '../lib/discard.js';

// A document: its pages, its fields, its thread, deadlines, cases and history.
export default function Naskah({ parts: [id], query }) {
  const answer = useLoad((signal) => read('/documents/' + id, {}, signal), [id], { live: true });
  if (answer.error && !answer.data) return html`<${Trouble} error=${answer.error} retry=${answer.reload} />`;
  return html`<${Loaded} from=${answer} rows=${8} tall>${(data) => html`<${Page} data=${data} reload=${answer.reload} q=${query.q || ''} />`}<//>`;
}

function Page({ data, reload, q }) {
  const doc = data.document;
  const [now, setNow] = useState(null);
  const hasFile = (doc.files || []).length > 0;
  const transcript = useTranscript(doc.transcript ? doc.id : '', doc.rev);
  const hits = useMemo(() => findWords(transcript.data, q), [transcript.data, q]);
  const places = now?.page ? [{ page: now.page, box: now.box, level: sureness(now) === 'done' ? 'high' : sureness(now), now: true }] : [];
  return html`
    <div class="title-block">
      <div class="badge-line"><span class="badge plain">${formName(doc)}</span>${doc.direction && html`<span class="badge"><${Icon} name=${doc.direction} size="13" />${t('direction.' + doc.direction)}</span>`}
        <${Status} status=${doc.status} /><${Urgency} level=${doc.urgency} /><${Secrecy} level=${doc.secrecy} />
        ${doc.agenda && html`<span class="badge plain">${t('document.agenda')} ${agendaOf(doc)}</span>`}</div>
      <div class="spread"><div class=${doc.status === 'withdrawn' ? 'gone' : ''}><h1>${titleOf(doc)}</h1><p class="soft"><span class="letter-number">${numberOf(doc)}</span> · ${longDate(doc.date)}</p></div><${Tools} doc=${doc} scanned=${transcript.data?.pages.some((p) => p.source === 'ocr')} reload=${reload} /></div>
    </div>
    <${Notices} data=${data} reload=${reload} />
    <div class="dossier">
      <section class="dossier-paper" tabindex="0" aria-label=${t('document.pages')}>
        ${hasFile ? html`${hits.length > 0 && html`<p class="small soft">${t('document.hits', { n: number(hits.length), q })}</p>`}
          <${Sheets} id=${doc.id} count=${doc.files[0].pages} pages=${transcript.data?.pages} hits=${hits} places=${places} />`
          : html`<${Empty} icon="note" title=${t('document.noFile')}><p class="note-text">${doc.remark || t('document.noFileHint')}</p><//>`}
      </section>
      <div class="dossier-side stack">
        <section class="card"><div class="card-head"><h2>${t('document.fields')}</h2>${may('register') && !['reading', 'withdrawn'].includes(doc.status) && html`<a class="small" href=${link('periksa', doc.id)}>${t('document.edit')}</a>`}</div>
          <div class="card-body"><${Facts} doc=${doc} people=${data.people} show=${setNow} /></div></section>
        <${Deadlines} data=${data} reload=${reload} />
        <section class="card"><div class="card-head"><h2>${t('document.thread')}</h2></div><div class="card-body">
          ${data.thread.length || (doc.references || []).length ? html`<${Thread} doc=${doc} letters=${data.thread} />` : html`<p class="quiet">${t('document.noThread')}</p>`}</div></section>
        <${DispositionCard} data=${data} reload=${reload} />
        <${Cases} data=${data} />
        <${Similar} doc=${doc} />
        ${data.meetings.map((m) => html`<${Meeting} key=${m.id} meeting=${m} />`)}
        <${History} path=${`/documents/${doc.id}/history`} rev=${doc.rev} />
      </div>
    </div>`;
}

function Tools({ doc, scanned, reload }) {
  const file = doc.files?.[0];
  const [asking, setAsking] = useState(false);
  return html`<div class="row">
    ${file && html`<a class="button" href=${url(`/documents/${doc.id}/file`)} target="_blank" rel="noopener"><${Icon} name="open" size="18" />${t('document.openPDF')}</a>
      <a class="button" href=${url(`/documents/${doc.id}/file`)} download=${file.name} title=${`${file.name} · ${size(file.size)}`}><${Icon} name="download" size="18" />${t('document.download')}</a>`}
    ${file && scanned && html`<a class="button" href=${url(`/documents/${doc.id}/searchable`)} download title=${t('document.searchableHint')}><${Icon} name="search" size="18" />${t('document.searchable')}</a>`}
    ${may('register') && doc.status === 'to_confirm' && html`<a class="button primary" href=${link('periksa', doc.id)}><${Icon} name="check" size="18" />${t('nav.periksa')}</a>`}
    ${may('register') && doc.status === 'registered' && html`<button type="button" class="button" onClick=${() => setAsking(true)}>${t('document.withdraw')}</button>`}
    <${Discard} doc=${doc} done=${reload} />
    ${asking && html`<${WithdrawDialog} doc=${doc} close=${() => setAsking(false)} done=${reload} />`}
  </div>`;
}

function Notices({ data, reload }) {
  const doc = data.document;
  const retry = () => make(`/documents/${doc.id}/retry`).then(reload, complain);
  const signature = doc.files?.[0]?.signature;
  return html`
    ${doc.status === 'withdrawn' && html`<div class="notice red" role="status"><${Icon} name="alert" /><div><strong>${t('document.isWithdrawn')}</strong><p class="small">${t('document.isWithdrawnHint')}</p></div><${Restore} doc=${doc} done=${reload} /></div>`}
    ${doc.status === 'reading' && html`<div class="notice"><${Icon} name="clock" /><div>${t('document.isReading')}</div></div>`}
    ${doc.read?.state === 'needs_ocr' && html`<div class="notice amber"><${Icon} name="alert" /><div>${t(session.value.status?.ocr_missing ? 'document.needsTesseract' : 'document.needsOCR')}</div></div>`}
    ${doc.read?.problem && html`<div class="notice red"><${Icon} name="alert" /><div><strong>${say(doc.read.problem)}</strong><p class="small">${t('document.readProblemHint')}</p></div>
      ${may('register') && html`<button type="button" class="button small" onClick=${retry}><${Icon} name="retry" size="16" />${t('document.retry')}</button>`}</div>`}
    ${data.duplicates.length > 0 && html`<div class="notice amber"><${Icon} name="alert" /><div><strong>${t('document.twins')}</strong>
      ${data.duplicates.map((d) => html`<div key=${d.id}><a href=${link('naskah', d.id)}>${titleOf(d)}</a> · ${numberOf(d)}</div>`)}</div></div>`}
    ${signature?.count > 0 && html`<div class=${signature.covers_whole && signature.intact ? 'notice' : 'notice amber'}><${Icon} name="key" /><div>
      ${t(signature.covers_whole && signature.intact ? 'document.signed' : 'document.signedDoubt', { signer: signature.signer || '–' })}</div></div>`}`;
}

function Deadlines({ data, reload }) {
  const answered = data.deadlines;
  return html`<section class="card"><div class="card-head"><h2>${t('nav.tenggat')}</h2></div>
    ${answered.length ? html`<div class="list">${answered.map((item) => html`<${DueLine} key=${item.deadline.id} item=${item} bare narrow changed=${reload} />`)}</div>` : html`<p class="card-body quiet">${t('document.noDeadlines')}</p>`}</section>`;
}

function Cases({ data }) {
  return html`<section class="card"><div class="card-head"><h2>${t('nav.kasus')}</h2></div>
    ${data.cases.length ? html`<div class="list">${data.cases.map(({ case: c, link: tie }) => html`<a class="line-item" key=${c.id} href=${link('kasus', c.id)}>
        <span class="mark"><${Icon} name="case" /></span>
        <div><div class="line-title">${c.title}</div><div class="line-meta"><span>${c.number}</span>${say(tie.why) && html`<span>${say(tie.why)}</span>`}</div></div>
        <div class="line-side"><span class="badge-line">${!tie.by && html`<${Proposed} />`}<${CaseStatus} status=${c.status} /></span></div></a>`)}</div>`
      : html`<p class="card-body quiet">${t('document.noCases')}</p>`}</section>`;
}

function Meeting({ meeting }) {
  return html`<section class="card"><div class="card-head"><h2>${t('meeting.title')}</h2></div><div class="card-body stack">
    <dl class="facts"><dt>${t('meeting.when')}</dt><dd>${longDate(meeting.date)} ${meeting.time}</dd>
      ${meeting.place && html`<dt>${t('meeting.place')}</dt><dd>${meeting.place}</dd>`}${meeting.chair && html`<dt>${t('meeting.chair')}</dt><dd>${meeting.chair}</dd>`}</dl>
    ${(meeting.decisions || []).length > 0 && html`<div><h3>${t('meeting.decisions')}</h3><ol class="numbered">${meeting.decisions.map((d) => html`<li key=${d}>${d}</li>`)}</ol></div>`}
  </div></section>`;
}
