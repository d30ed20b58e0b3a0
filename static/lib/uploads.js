// Files on their way to the server. The queue outlives the view: one may go on working
// while it empties. Each file keeps one key, so that a retry can never register it twice.
import { signal } from './html.js';
import { Problem, url, newKey, read } from './api.js';
import { lang, t } from './i18n.js';
import { changed } from './live.js';

const atOnce = 3;

// {id, key, file, state: waiting|sending|done|duplicate|refused, part, document, problem}
export const uploads = signal([]);
let count = 0;

const patch = (id, values) => { uploads.value = uploads.value.map((u) => (u.id === id ? { ...u, ...values } : u)); };

export function add(files) {
  const fresh = [...files].filter((f) => f.size !== undefined).map((file) => ({ id: ++count, key: newKey(), file, name: file.name, state: 'waiting', part: 0 }));
  uploads.value = [...fresh, ...uploads.value];
  pump();
}

export function again(id, force = false) {
  const item = uploads.value.find((u) => u.id === id);
  patch(id, { state: 'waiting', part: 0, problem: null, force, key: force ? newKey() : item.key });
  pump();
}

export const replace = (id, document) => patch(id, { document });
// A file that was refused for what it is will be refused again.
export const worthRetrying = (problem) => problem.status === 0 || problem.status >= 500 || [401, 408, 423, 429].includes(problem.status);
export const forget = (id) => { uploads.value = uploads.value.filter((u) => u.id !== id); };
export const forgetDone = () => { uploads.value = uploads.value.filter((u) => u.state !== 'done'); };
export const busy = () => uploads.value.some((u) => u.state === 'waiting' || u.state === 'sending');

function pump() {
  const sending = uploads.value.filter((u) => u.state === 'sending').length;
  const next = uploads.value.filter((u) => u.state === 'waiting').reverse().slice(0, atOnce - sending);
  next.forEach(send);
}

function send(item) {
  patch(item.id, { state: 'sending' });
  const request = new XMLHttpRequest();
  const body = new FormData();
  body.append('file', item.file, item.name);
  request.open('POST', url('/documents', item.force ? { force: 1 } : {}));
  request.responseType = 'json';
  request.setRequestHeader('Idempotency-Key', item.key);
  request.setRequestHeader('Accept-Language', lang.value);
  request.upload.onprogress = (e) => { if (e.lengthComputable) patch(item.id, { part: e.loaded / e.total }); };
  request.onload = () => finish(item, request);
  request.onerror = () => finish(item, null);
  request.send(body);
}

function finish(item, request) {
  const answer = request?.response;
  if (request && request.status < 300) {
    patch(item.id, { state: 'done', part: 1, document: answer.document });
    clearTimeout(waiting);
    waiting = setTimeout(refresh, 2000);
  } else {
    const problem = new Problem(request?.status || 0, answer && typeof answer === 'object' ? answer : {});
    const twin = problem.code === 'duplicate' ? problem.current : null;
    patch(item.id, { state: twin ? 'duplicate' : 'refused', problem, document: twin || undefined });
  }
  pump();
}

// Documents that are not registered yet are asked for again when the archive has changed,
// and every two seconds while some are being read: the change may have come before the answer.
let waiting = 0;

export async function refresh() {
  clearTimeout(waiting);
  const done = uploads.value.filter((u) => u.state === 'done').reverse();
  const reading = done.filter((u) => u.document.status === 'reading');
  const others = done.filter((u) => ['to_confirm', 'set_aside'].includes(u.document.status));
  for (const item of [...reading, ...others].slice(0, 20)) {
    try {
      const answer = await read(`/documents/${item.document.id}`);
      patch(item.id, { document: answer.document, twins: answer.duplicates });
    } catch { break; }
  }
  clearTimeout(waiting);
  if (uploads.value.some((u) => u.state === 'done' && u.document.status === 'reading')) waiting = setTimeout(refresh, 2000);
}

changed.subscribe(refresh);

// All files of a drop, with those in folders.
export async function filesOf(transfer) {
  const entries = [...(transfer.items || [])].map((i) => i.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return [...transfer.files];
  return (await Promise.all(entries.map(walk))).flat();
}

async function walk(entry) {
  if (entry.isFile) return [await new Promise((ok, no) => entry.file(ok, no))];
  const reader = entry.createReader();
  const inside = [];
  for (;;) {
    const some = await new Promise((ok, no) => reader.readEntries(ok, no));
    if (!some.length) break;
    inside.push(...some);
  }
  return (await Promise.all(inside.map(walk))).flat().filter((f) => /\.pdf$/i.test(f.name));
}

addEventListener('beforeunload', (e) => { if (busy()) { e.preventDefault(); e.returnValue = t('upload.leave'); } });
