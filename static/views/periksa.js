import { html, useState, useEffect, useRef, useMemo } from '../lib/html.js';
import { Icon } from '../lib/icons.js';
import { t, say } from '../lib/i18n.js';
import { read, edit, make } from '../lib/api.js';
import { useLoad } from '../lib/load.js';
import { link, go } from '../lib/router.js';
import { number } from '../lib/format.js';
import { Loaded, Empty, Skeleton, Trouble } from '../lib/states.js';
import { sureness, Status } from '../lib/badges.js';
import { titleOf, numberOf, DocumentLine } from '../lib/lines.js';
import { Sheets, useTranscript } from '../lib/sheet.js';
import { ConfirmForm, valuesOf, patchOf, evidenceOf } from '../lib/confirm-form.js';
import { Proposals } from '../lib/proposals.js';
import { may, session } from '../lib/session.js';
import { toast, complain } from '../lib/toast.js';
import { Discard, Restore } from '../lib/discard.js';

// Confirm: the queue of what the machine has read, one letter after the other.
export default function Periksa({ parts: [id] }) {
  const queue = useLoad((signal) => read('/documents', { status: 'to_confirm', sort: 'entered', order: 'asc', limit: 100 }, signal), [], { live: true });
  const unread = useLoad((signal) => read('/unread', {}, signal), [], { live: true });
  const reading = useLoad((signal) => read('/documents', { status: 'reading', sort: 'entered', limit: 1 }, signal), [], { live: true });
  if (!may('register')) return html`<div class="card"><${Empty} icon="lock" title=${t('confirm.notYours')}><p>${t('confirm.notYoursHint')}</p><a class="button" href=${link('cari')}>${t('nav.cari')}</a><//></div>`;
  if (!queue.data) return html`<${Loaded} from=${queue} rows=${8} tall>${() => null}<//>`;
  // Scans, which have to be typed, come after what is read already.
  const items = [...queue.data.items].sort((a, b) => isScan(a) - isScan(b));
  const at = id ? items.findIndex((d) => d.id === id) : 0;
  const current = id || items[0]?.id;
  const next = items[at + 1]?.id || items.find((d) => d.id !== current)?.id;
  return html`
    <div class="page-head"><div><h1>${t('nav.periksa')}</h1><p>${items.length ? t('confirm.waiting', { n: number(queue.data.total ?? items.length) }) : t('confirm.noneWaiting')}
        ${reading.data?.items.length > 0 && html` · ${t('confirm.reading')}`}</p></div>
      <div class="row small soft keys"><kbd>Enter</kbd>${t('confirm.keyAccept')} <kbd>Tab</kbd>${t('confirm.keyField')} <kbd>Alt L</kbd>${t('confirm.keySkip')}</div></div>
    <${Unread} list=${unread} />
    ${items.length > 1 && html`<nav class="queue" aria-label=${t('confirm.queue')}>${items.slice(0, 40).map((d) => html`<a key=${d.id} href=${link('periksa', d.id)} aria-current=${d.id === current ? 'true' : undefined}>
      <strong>${titleOf(d)}</strong><span class="quiet">${numberOf(d)}${d.doubts ? ` · ${t('confirm.doubts', { n: d.doubts })}` : ''}</span></a>`)}</nav>`}
    ${current ? html`<${Bench} key=${current} id=${current} next=${next} done=${queue.reload} at=${at >= 0 ? `${at + 1} / ${items.length}` : ''} />`
      : html`<div class="card"><${Empty} icon="done" title=${t('confirm.empty')}><p>${t('confirm.emptyHint')}</p><a class="button primary" href=${link('daftarkan')}>${t('nav.daftarkan')}</a><//></div>`}`;
}

const isScan = (d) => Number(d.read?.state === 'needs_ocr');

// What could not be read, or not wholly, and why; each can be tried again.
function Unread({ list }) {
  const items = list.data?.items || [];
  if (!items.length) return null;
  const retry = (docs) => Promise.all(docs.map((d) => make(`/documents/${d.id}/retry`))).then(() => { toast(t('unread.retried', { n: number(docs.length) })); list.reload(); }, complain);
  return html`<details class="card fold-list"><summary><${Icon} name="alert" size="18" />${t('unread.title', { n: number(list.data.total) })}</summary>
    ${items.length > 1 && html`<div class="card-body"><button type="button" class="button small" onClick=${() => retry(items)}><${Icon} name="retry" size="16" />${t('unread.retryAll')}</button></div>`}
    <div class="list">${items.map((d) => html`<div key=${d.id} class="with-action"><${DocumentLine} doc=${d}><p class="snippet">${say(d.read?.problem)}</p>
        ${d.read?.unread?.length > 0 && html`<p class="small soft">${t('unread.pages', { pages: d.read.unread.slice(0, 20).join(', '), n: d.read.pages })}</p>`}<//>
      <div class="row"><button type="button" class="button small" onClick=${() => retry([d])}><${Icon} name="retry" size="16" />${t('document.retry')}</button>
        ${d.status === 'set_aside' && html`<${Discard} small doc=${d} done=${list.reload} />`}</div></div>`)}</div></details>`;
}

function Bench({ id, next, done, at }) {
  const answer = useLoad((signal) => read('/documents/' + id, {}, signal), [id]);
  if (answer.error && !answer.data) return html`<${Trouble} error=${answer.error} retry=${answer.reload} />`;
  if (!answer.data) return html`<div class="bench"><div class="bench-paper"></div><div class="card"><${Skeleton} rows=${8} tall /></div></div>`;
  const doc = answer.data.document;
  if (doc.status === 'withdrawn') {
    return html`<div class="card"><${Empty} icon="file" title=${t('document.isWithdrawn')}><p>${titleOf(doc)}</p><${Restore} doc=${doc} done=${() => { answer.reload(); done(); }} /><//></div>`;
  }
  return html`<${Desk} key=${doc.rev} data=${answer.data} next=${next} done=${done} at=${at} reload=${answer.reload} />`;
}

function Desk({ data, next, done, at, reload }) {
  const doc = data.document;
  const [values, setValues] = useState(() => valuesOf(doc));
  const [choice, setChoice] = useState(() => ({ references: doc.references || [], cases: doc.cases || [], dropped: new Set() }));
  const [field, focus] = useState('');
  const [shown, show] = useState(null);
  const [problem, setProblem] = useState(null);
  const [busy, setBusy] = useState(false);
  const form = useRef(null);
  const transcript = useTranscript(doc.transcript ? doc.id : '', doc.rev);
  const places = useMemo(() => placesOf(doc, field, shown), [doc, field, shown]);
  useEffect(() => { firstDoubt(form.current, doc)?.focus(); }, []);

  const skip = () => next && go('periksa', next);
  const leave = () => { if (next) go('periksa', next); else go('periksa'); done(); };
  async function accept() {
    if (busy || !form.current.reportValidity()) return;
    setBusy(true);
    setProblem(null);
    try {
      const patch = { ...patchOf(doc, values), ...linksOf(doc, choice), ...(doc.status !== 'registered' && { status: 'registered' }) };
      const saved = Object.keys(patch).length ? (await edit('/documents/' + doc.id, doc.rev, patch)).document : doc;
      const waived = await settleDeadlines(doc, choice.dropped);
      toast(t('confirm.accepted', { agenda: saved?.agenda ? `${saved.agenda.register} ${saved.agenda.number}/${saved.agenda.year}` : '' }),
        doc.status === 'registered' ? {} : { action: () => takeBack(doc, saved.rev, patch, waived).then(() => { toast(t('confirm.undone')); go('periksa', doc.id); done(); }, complain) });
      if (doc.status === 'registered') go('naskah', doc.id);
      else leave();
    } catch (err) {
      setProblem(err);
      setBusy(false);
    }
  }
  const onKey = (e) => {
    if (e.altKey && e.key.toLowerCase() === 'l') { e.preventDefault(); skip(); }
    if (e.key === 'Enter' && !e.shiftKey && /^(TEXTAREA|SELECT)$/.test(e.target.tagName) && !e.defaultPrevented) { e.preventDefault(); accept(); }
  };
  return html`<div class="bench">
    <div class="bench-paper" tabindex="0" role="region" aria-label=${t('document.pages')}>
      <${Sheets} id=${doc.id} count=${doc.files?.[0]?.pages} pages=${transcript.data?.pages} places=${places} /></div>
    <form class="bench-form" ref=${form} onSubmit=${(e) => { e.preventDefault(); accept(); }} onKeyDown=${onKey}>
      <${Notices} data=${data} problem=${problem} reload=${reload} />
      <section class="card"><div class="card-head"><h2>${t('document.fields')}</h2><span class="badge-line"><${Status} status=${doc.status} />
          <a class="small" href=${link('naskah', doc.id)}>${t('confirm.openDocument')}</a></span></div>
        <div class="card-body"><${ConfirmForm} doc=${doc} values=${values} set=${setValues} focus=${(f) => { focus(f); show(null); }} problem=${problem} /></div></section>
      <${Proposals} data=${data} choice=${choice} set=${setChoice} show=${show} />
      <div class="bench-bar"><button type="submit" class="button primary large" disabled=${busy}><${Icon} name="done" size="18" />${t(doc.status === 'registered' ? 'common.save' : next ? 'confirm.accept' : 'confirm.acceptLast')}</button>
        ${next && html`<button type="button" class="button" onClick=${skip}>${t('confirm.skip')}<${Icon} name="next" size="16" /></button>`}
        <${Discard} doc=${doc} done=${(now) => (now.status === 'withdrawn' ? leave() : go('periksa', doc.id))} />
        <span class="small quiet nowrap">${at}</span></div>
      <p class="small quiet">${t('confirm.barHint')}</p>
    </form></div>`;
}

function Notices({ data, problem, reload }) {
  const doc = data.document;
  const another = () => edit('/documents/' + doc.id, doc.rev, { possible_duplicates: [] }).then(() => { toast(t('confirm.otherLetterDone')); reload(); }, complain);
  return html`
    ${doc.read?.state === 'needs_ocr' && html`<div class="notice amber"><${Icon} name="alert" /><div>${t(session.value.status?.ocr_missing ? 'document.needsTesseract' : 'document.needsOCR')}</div></div>`}
    ${doc.read?.problem && html`<div class="notice red"><${Icon} name="alert" /><div>${say(doc.read.problem)}</div></div>`}
    ${data.duplicates.length > 0 && html`<div class="notice amber"><${Icon} name="alert" /><div><strong>${t('document.twins')}</strong>
      ${data.duplicates.map((d) => html`<div key=${d.id}><a href=${link('naskah', d.id)} target="_blank">${titleOf(d)}</a> · ${numberOf(d)}</div>`)}
      ${doc.status === 'to_confirm' && html`<p class="small">${t('confirm.otherLetterHint')}</p><div><button type="button" class="button small" onClick=${another}>${t('confirm.otherLetter')}</button></div>`}</div></div>`}
    ${problem && html`<div class="notice red" role="alert"><${Icon} name="alert" /><div>${problem.message}
      ${problem.code === 'conflict' && html`<div><button type="button" class="button small" onClick=${reload}>${t('confirm.takeNewer')}</button></div>`}</div></div>`}`;
}

// The places of all fields on the pages; the one in hand is drawn strongly.
function placesOf(doc, field, shown) {
  const now = shown || (field && evidenceOf(doc, field));
  const all = Object.values(doc.evidence || {}).filter((e) => e.page && e.box);
  const level = (e) => (sureness(e) === 'done' ? 'high' : sureness(e));
  const places = all.map((e) => ({ page: e.page, box: e.box, level: level(e), now: e === now }));
  if (now?.page && now.box && !all.includes(now)) places.push({ page: now.page, box: now.box, level: level(now), now: true });
  return places;
}

// The first field in doubt, or not quite sure among those that tell one letter from
// another; else the number, where Enter accepts at once.
function firstDoubt(form, doc) {
  const rows = [...form.querySelectorAll('[data-field]')];
  const telling = ['numbers', 'date', 'from', 'to', 'subject'];
  const level = (r) => sureness(evidenceOf(doc, r.dataset.field));
  const row = rows.find((r) => level(r) === 'low' || (level(r) === 'mid' && telling.includes(r.dataset.field))) || rows[0];
  return row?.querySelector('input, select, textarea');
}

// References and cases only if they were touched or wait for a person's word.
function linksOf(doc, choice) {
  const patch = {};
  const clean = choice.references.map(({ picked, ...r }) => r);
  if (JSON.stringify(clean) !== JSON.stringify(doc.references || [])) patch.references = clean;
  const cases = choice.cases.map(({ added, ...l }) => l);
  if (JSON.stringify(cases) !== JSON.stringify(doc.cases || [])) patch.cases = cases;
  return patch;
}

// Undoes a confirmation: the fields that were changed with it get their values from before.
async function takeBack(doc, rev, patch, waived) {
  const before = Object.fromEntries(Object.keys(patch).map((field) => [field, doc[field] ?? null]));
  await edit('/documents/' + doc.id, rev, { ...before, status: 'to_confirm' });
  for (const d of waived) await edit('/deadlines/' + d.id, d.rev, { reopen: true });
}

// Registering confirms all deadlines of the document; those refused here are waived after it.
async function settleDeadlines(doc, dropped) {
  if (!dropped.size && doc.status !== 'registered') return [];
  const waived = [];
  const { deadlines } = await read('/documents/' + doc.id);
  for (const { deadline } of deadlines) {
    if (dropped.has(deadline.id)) waived.push((await edit('/deadlines/' + deadline.id, deadline.rev, { waive: { reason: t('confirm.waiveReason') } })).deadline);
    else if (deadline.proposed) await edit('/deadlines/' + deadline.id, deadline.rev, { confirm: true });
  }
  return waived;
}
