// What waits on this device for the server: letters and notes, each with the key that keeps
// it from being registered twice. Every item is on the disk of this device before the screen
// says so, stays there until the server has answered with the same bytes, and is never
// dropped. Each person has a database of their own; it is deleted when they log out.
import { openDB, deleteDB } from 'idb';
import { signal } from './html.js';
import { Problem, read, url, tellReached } from './api.js';
import { lang } from './i18n.js';

const atOnce = 3;
const pause = 15000; // ms until the server is tried again
const silence = 120000; // ms without a sign of life after which an upload is given up
const store = 'waiting';
const nameOf = (user) => 'lintas-outbox-' + user;

// {id, key, kind: file|note, name, size, sum, fields, force, added, state: waiting|duplicate|refused, problem, twin, exported}; without the bytes
export const waiting = signal([]);
// ids of those being sent from this tab, with the part that is sent
export const sending = signal({});
// false where this browser keeps nothing on its disk: then what waits is gone with the tab.
export const lasting = signal(true);

// Counts how often the server has said that somebody else is logged in by now, or nobody.
export const strangers = signal(0);

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
  return { all: async () => [...kept.values()], get: async (id) => kept.get(id), put: async (item) => { kept.set(item.id, item); },
    patch: async (id, values) => { if (kept.has(id)) kept.set(id, { ...kept.get(id), ...values }); }, drop: async (id) => { kept.delete(id); }, close: () => {} };
}

// The connection is made anew when the browser has closed it: another tab logged out, or the
// disk of the device was cleared.
async function disk(user) {
  let db = null;
  const open = async () => {
    const made = await openDB(nameOf(user), 1, { upgrade: (fresh) => fresh.createObjectStore(store, { keyPath: 'id' }), blocking: () => { made.close(); db = null; }, terminated: () => { db = null; } });
    return made;
  };
  const there = async () => (db ||= await open());
  const write = async (fn) => {
    const tx = (await there()).transaction(store, 'readwrite', { durability: 'strict' });
    await Promise.all([fn(tx.store), tx.done]);
  };
  await there();
  return {
    all: async () => (await there()).getAll(store),
    get: async (id) => (await there()).get(store, id),
    put: (item) => write((s) => s.put(item)),
    // Changes an item that is still there: what was removed meanwhile does not come back.
    patch: (id, values) => write(async (s) => { const item = await s.get(id); if (item) await s.put({ ...item, ...values }); }),
    drop: (id) => write((s) => s.delete(id)),
    close: () => db?.close(),
  };
}

let opening = Promise.resolve();

// Opens the outbox of whoever is at the desk, and begins to send what waits in it.
export function openOutbox(user) {
  if (owner !== user) opening = open(user);
  else drain();
  return opening;
}

async function open(user) {
  shelf?.close();
  owner = user;
  shelf = null;
  let opened;
  try {
    opened = await disk(user);
    navigator.storage?.persist?.();
  } catch { opened = null; }
  if (owner !== user) { opened?.close(); return; }
  lasting.value = Boolean(opened);
  shelf = opened || memory();
  await refresh();
  drain();
}

// Closes the outbox of a person who logs out, and deletes it if all in it has been sent or
// saved: another tab may just have kept something more.
export async function closeOutbox() {
  if (!owner) return;
  const gone = nameOf(owner);
  const left = lasting.value && shelf ? await shelf.all().catch(() => [{}]) : [];
  shelf?.close();
  owner = '';
  shelf = null;
  waiting.value = [];
  if (left.every((item) => item.state === 'duplicate' || item.exported)) await deleteDB(gone).catch(() => {});
}

// What exists on this device only.
export const unsent = () => waiting.value.filter((item) => item.state !== 'duplicate');
export const unsaved = () => unsent().filter((item) => !item.exported);

let reading = 0;

async function refresh() {
  if (!shelf) return;
  const mine = ++reading;
  const items = await shelf.all();
  if (mine !== reading || !shelf) return; // a later look sees more
  waiting.value = items.map(({ file, ...item }) => item).sort((a, b) => a.added - b.added || (a.id < b.id ? -1 : 1));
}

// Keeps an item on this device, and sends it as soon as the server can be reached. Throws a
// Problem if it cannot be kept: the disk is full, or the file cannot be read.
export async function keep(item) {
  await opening;
  try {
    await shelf.put({ state: 'waiting', added: Date.now(), ...item, sum: item.file ? await sumOf(item.file) : '' });
  } catch { throw new Problem(400, { code: 'not_kept' }); }
  tell();
  drain();
}

export async function change(id, values) {
  await shelf.patch(id, values);
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
  } finally {
    busy = false;
    clearTimeout(timer);
    if (waiting.value.some((item) => item.state === 'waiting')) timer = setTimeout(drain, pause);
  }
}

const alone = (fn) => (navigator.locks ? navigator.locks.request(nameOf(owner), fn) : fn());

// Reports whether the server has to be asked again later.
async function sendAll() {
  const mine = owner;
  const taken = new Set();
  let later = false;
  const sender = async () => {
    while (!later && owner === mine) {
      const left = (await shelf.all()).filter((item) => item.state === 'waiting' && !taken.has(item.id));
      const next = left.sort((a, b) => Boolean(a.problem) - Boolean(b.problem) || a.added - b.added)[0]; // one that fails again and again holds up no other
      if (!next) return;
      taken.add(next.id);
      if (await send(next) === 'later') later = true;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, sender));
  return later;
}

// Problems that say nothing about the item: the same request may succeed another time.
const passing = (problem) => problem.status === 0 || problem.status >= 500 || [401, 408, 423, 429].includes(problem.status);

// What waits is sent by its owner only. Another tab may have logged in somebody else: then the
// cookie that this tab would send with is theirs.
async function ownerIsLoggedIn() {
  try {
    const answer = await read('/session');
    if (answer?.user?.id === owner) return true;
    if (answer?.user) strangers.value += 1;
  } catch (err) {
    if (err.status === 401) strangers.value += 1;
  }
  return false;
}

async function send(item) {
  const mine = owner;
  if (!(await ownerIsLoggedIn()) || owner !== mine) return 'later';
  if ((await shelf.get(item.id))?.state !== 'waiting') return 'gone';
  mark(item.id, 0);
  const answer = item.kind === 'note' ? await post('/notes', JSON.stringify(item.fields), item) : await post(item.force ? '/documents?force=1' : '/documents', form(item), item);
  mark(item.id, undefined);
  if (owner !== mine) return 'later';
  const document = answer.data?.document;
  if (answer.data && 'document' in answer.data && (!item.sum || !document || document.files?.some((file) => file.blob === item.sum))) {
    await shelf.drop(item.id);
    const { file, ...rest } = item;
    received.forEach((fn) => fn(rest, document));
    tell({ received: { item: rest, document } });
    return 'received';
  }
  const { status, code, message, field, current } = answer.problem || new Problem(409, { code: 'bytes_differ' });
  const words = { status, code, message, field };
  if (passing({ status })) {
    if (item.problem?.status !== status || item.problem?.code !== code) await shelf.patch(item.id, { problem: words });
    tell();
    return 'later';
  }
  await shelf.patch(item.id, { state: code === 'duplicate' ? 'duplicate' : 'refused', problem: words, twin: current });
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
    let patience = 0;
    const alive = () => { clearTimeout(patience); patience = setTimeout(() => request.abort(), silence); };
    request.upload.onprogress = (e) => { alive(); if (e.lengthComputable) mark(item.id, e.loaded / e.total); };
    request.onload = () => {
      const answer = request.response; // null if it is no JSON
      const known = answer && typeof answer === 'object';
      const failed = request.status >= 300;
      // A page with status 200 comes from something that stands in between, not from the server.
      if (!known && (!failed || request.status >= 502)) return unreached();
      tellReached(true);
      return done(failed ? { problem: new Problem(request.status, known ? answer : {}) } : { data: answer });
    };
    const unreached = () => { tellReached(false); done({ problem: new Problem(0, {}) }); };
    request.onerror = unreached;
    request.onabort = unreached;
    request.onloadend = () => clearTimeout(patience);
    alive();
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
    const name = item.name.replace(/[\\/:*?"<>|\x00-\x1f]/g, '_').slice(0, 150); // a name, never a path
    if (item.file) files[`${number} ${name}`] = [new Uint8Array(await item.file.arrayBuffer()), { level: 0 }];
    else files[`${number} ${name}.json`] = strToU8(JSON.stringify(item.fields, null, 1));
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([zipSync(files)], { type: 'application/zip' }));
  link.download = 'lintas-belum-terkirim.zip';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  for (const item of items) await shelf.patch(item.id, { exported: true });
  tell();
}

for (const event of ['online', 'focus', 'pageshow']) addEventListener(event, () => drain());
// What this browser cannot keep on its disk is not closed away without a question.
addEventListener('beforeunload', (event) => { if (!lasting.value && unsent().length) event.preventDefault(); });
