// What waits on this device for the server: letters and notes, each with the key that keeps
// it from being registered twice. Every item is on the disk of this device before the screen
// says so, stays there until the server has answered with the same bytes, and is never
// dropped. Each person has a database of their own; it is deleted when they log out.
import { openDB, deleteDB } from 'idb';
import { signal } from './html.js';
import { Problem, url, tellReached } from './api.js';
import { lang } from './i18n.js';

const atOnce = 3;
const pause = 15000; // ms until the server is tried again
const store = 'waiting';
const nameOf = (user) => 'lintas-outbox-' + user;

// {id, key, kind: file|note, name, size, sum, fields, force, added, state: waiting|duplicate|refused, problem, twin, exported}; without the bytes
export const waiting = signal([]);
// ids of those being sent from this tab, with the part that is sent
export const sending = signal({});
// false where this browser keeps nothing on its disk: then what waits is gone with the tab.
export const lasting = signal(true);

const received = new Set();
export const onReceived = (fn) => received.add(fn);

let owner = '';
let shelf = null;
const others = 'BroadcastChannel' in globalThis ? new BroadcastChannel('lintas-outbox') : null;
if (others) {
  others.onmessage = ({ data }) => {
    if (data.owner !== owner) return;
    if (data.received) received.forEach((fn) => fn(data.received.item, data.received.document));
    refresh();
  };
}
const tell = (what = {}) => { refresh(); others?.postMessage({ owner, ...what }); };

// A shelf for browsers without IndexedDB.
function memory() {
  const kept = new Map();
  return { all: async () => [...kept.values()], get: async (id) => kept.get(id), put: async (item) => { kept.set(item.id, item); }, drop: async (id) => { kept.delete(id); }, close: () => {} };
}

async function disk(user) {
  const db = await openDB(nameOf(user), 1, { upgrade: (fresh) => fresh.createObjectStore(store, { keyPath: 'id' }), blocking: () => db.close() });
  const write = async (fn) => {
    const tx = db.transaction(store, 'readwrite', { durability: 'strict' });
    await Promise.all([fn(tx.store), tx.done]);
  };
  return { all: () => db.getAll(store), get: (id) => db.get(store, id), put: (item) => write((s) => s.put(item)), drop: (id) => write((s) => s.delete(id)), close: () => db.close() };
}

// Opens the outbox of whoever is at the desk, and begins to send what waits in it.
export async function openOutbox(user) {
  if (owner === user) return;
  shelf?.close();
  owner = user;
  try {
    shelf = await disk(user);
    lasting.value = true;
    navigator.storage?.persist?.();
  } catch {
    shelf = memory();
    lasting.value = false;
  }
  await refresh();
  drain();
}

// Forgets the outbox of a person who logs out. What waits must have been sent or saved before.
export async function closeOutbox() {
  if (!owner) return;
  const gone = nameOf(owner);
  shelf?.close();
  owner = '';
  shelf = null;
  waiting.value = [];
  await deleteDB(gone).catch(() => {});
}

// What exists on this device only.
export const unsent = () => waiting.value.filter((item) => item.state !== 'duplicate');
export const unsaved = () => unsent().filter((item) => !item.exported);

let reading = 0;

async function refresh() {
  if (!shelf) return;
  const mine = ++reading;
  const items = await shelf.all();
  if (mine !== reading) return; // a later look sees more
  waiting.value = items.map(({ file, ...item }) => item).sort((a, b) => a.added - b.added || (a.id < b.id ? -1 : 1));
}

// Keeps an item on this device, and sends it as soon as the server can be reached.
export async function keep(item) {
  await shelf.put({ state: 'waiting', added: Date.now(), ...item, sum: item.file ? await sumOf(item.file) : '' });
  tell();
  drain();
}

export async function change(id, values) {
  const item = await shelf.get(id);
  if (!item) return;
  await shelf.put({ ...item, ...values });
  tell();
  drain();
}

export async function remove(id) {
  await shelf.drop(id);
  tell();
}

export const bytesOf = async (id) => (await shelf.get(id))?.file;

// SHA-256 in hex; "" where the browser has no cryptography (a page without HTTPS).
async function sumOf(file) {
  if (!crypto.subtle) return '';
  const sum = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return Array.from(new Uint8Array(sum), (b) => b.toString(16).padStart(2, '0')).join('');
}

let busy = false;
let asked = false;
let timer = 0;

// Sends all that waits, oldest first; one tab at a time. Called again while it runs, it goes
// round once more.
export async function drain() {
  clearTimeout(timer);
  asked = true;
  if (busy || !shelf) return;
  busy = true;
  let later = false;
  try {
    while (asked && !later) {
      asked = false;
      later = await alone(sendAll);
    }
  } finally { busy = false; }
  if (waiting.value.some((item) => item.state === 'waiting')) timer = setTimeout(drain, pause);
}

const alone = (fn) => (navigator.locks ? navigator.locks.request(nameOf(owner), fn) : fn());

// Reports whether the server has to be asked again later.
async function sendAll() {
  const mine = owner;
  const taken = new Set();
  let later = false;
  const sender = async () => {
    while (!later && owner === mine) {
      const next = (await shelf.all()).filter((item) => item.state === 'waiting' && !taken.has(item.id)).sort((a, b) => a.added - b.added)[0];
      if (!next || taken.has(next.id)) return;
      taken.add(next.id);
      if (await send(next) === 'later') later = true;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, sender));
  return later;
}

// Problems that say nothing about the item: the same request may succeed another time.
const passing = (problem) => problem.status === 0 || problem.status >= 500 || [401, 408, 423, 429].includes(problem.status);

async function send(item) {
  const mine = owner;
  mark(item.id, 0);
  const answer = item.kind === 'note' ? await post('/notes', JSON.stringify(item.fields), item) : await post(item.force ? '/documents?force=1' : '/documents', form(item), item);
  mark(item.id, undefined);
  if (owner !== mine) return 'later';
  if (!answer.problem && (!item.sum || answer.data.document?.files?.[0]?.blob === item.sum || !answer.data.document)) {
    await shelf.drop(item.id);
    const { file, ...rest } = item;
    received.forEach((fn) => fn(rest, answer.data.document));
    tell({ received: { item: rest, document: answer.data.document } });
    return 'received';
  }
  const problem = answer.problem || new Problem(0, { code: 'bytes_differ' });
  const { status, code, message, field } = problem;
  const words = { status, code, message, field };
  if (passing(problem)) {
    await shelf.put({ ...item, problem: words });
    tell();
    return 'later';
  }
  await shelf.put({ ...item, state: code === 'duplicate' ? 'duplicate' : 'refused', problem: words, twin: problem.current });
  tell();
  return 'refused';
}

function form(item) {
  const body = new FormData();
  body.append('file', item.file, item.name);
  return body;
}

// XMLHttpRequest, for its progress.
function post(path, body, item) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open('POST', url(path));
    request.responseType = 'json';
    request.setRequestHeader('Idempotency-Key', item.key);
    request.setRequestHeader('Accept-Language', lang.value);
    if (typeof body === 'string') request.setRequestHeader('Content-Type', 'application/json');
    request.upload.onprogress = (e) => { if (e.lengthComputable) mark(item.id, e.loaded / e.total); };
    request.onload = () => {
      tellReached(true);
      const answer = request.response;
      if (request.status < 300) done({ data: answer });
      else done({ problem: new Problem(request.status, answer && typeof answer === 'object' ? answer : {}) });
    };
    request.onerror = () => { tellReached(false); done({ problem: new Problem(0, {}) }); };
    request.send(body);
  });
}

function mark(id, part) {
  const { [id]: before, ...rest } = sending.value;
  sending.value = part === undefined ? rest : { ...rest, [id]: part };
}

// Saves what waits as a ZIP file: the letters as they are, the notes as text.
export async function exportAll() {
  const { zipSync, strToU8 } = await import('fflate');
  const files = {};
  const items = (await shelf.all()).filter((item) => item.state !== 'duplicate');
  for (const [i, item] of items.entries()) {
    const number = String(i + 1).padStart(3, '0');
    if (item.file) files[`${number} ${item.name}`] = [new Uint8Array(await item.file.arrayBuffer()), { level: 0 }];
    else files[`${number} ${item.name}.json`] = strToU8(JSON.stringify(item.fields, null, 1));
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([zipSync(files)], { type: 'application/zip' }));
  link.download = 'lintas-belum-terkirim.zip';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  for (const item of items) await shelf.put({ ...item, exported: true });
  tell();
}

for (const event of ['online', 'focus', 'pageshow']) addEventListener(event, () => drain());
