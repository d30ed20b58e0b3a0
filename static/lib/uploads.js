// The letters that a person brings in here: those that wait in the outbox, and those that the
// server has received since the page was opened.
import { signal, computed } from './html.js';
import { newKey, read } from './api.js';
import { complain } from './toast.js';
import { changed } from './live.js';
import { waiting, sending, keep, change, remove, onReceived } from './outbox.js';

// {id, name, size, state: done, document, twins}
const done = signal([]);

// What this device could not keep: {id, file, name, size, state: refused, problem}
const unkept = signal([]);

// {id, name, size, state: waiting|sending|done|duplicate|refused, part, document, problem}
export const uploads = computed(() => [
  ...unkept.value,
  ...waiting.value.filter((item) => item.kind === 'file').map((item) => ({ ...item, document: item.twin,
    ...(item.state === 'waiting' && item.id in sending.value && { state: 'sending', part: sending.value[item.id] }) })).reverse(),
  ...done.value,
]);

const patch = (id, values) => { done.value = done.value.map((u) => (u.id === id ? { ...u, ...values } : u)); };

export async function add(files) {
  for (const file of [...files].filter((f) => f.size !== undefined)) {
    const item = { id: newKey(), key: newKey(), kind: 'file', file, name: file.name, size: file.size };
    try {
      await keep(item);
    } catch (problem) {
      unkept.value = [...unkept.value, { ...item, state: 'refused', problem }];
      complain(problem);
    }
  }
}

// A key that the server knows for other bytes is of no more use.
const spent = (problem) => ['key_reused', 'bytes_differ'].includes(problem?.code);

export function again(id, force = false) {
  const lost = unkept.value.find((item) => item.id === id);
  if (lost) {
    forget(id);
    return add([lost.file]);
  }
  const item = waiting.value.find((one) => one.id === id);
  return change(id, { state: 'waiting', problem: null, twin: null, ...(force && { force }), ...((force || spent(item?.problem)) && { key: newKey() }) });
}
export const replace = (id, document) => patch(id, { document });
export function forget(id) {
  if (!unkept.value.some((item) => item.id === id)) return remove(id);
  unkept.value = unkept.value.filter((item) => item.id !== id);
  return undefined;
}
export const forgetDone = () => { done.value = []; };

onReceived((item, document) => {
  if (item.kind !== 'file' || !document || done.value.some((u) => u.id === item.id)) return;
  done.value = [{ ...item, state: 'done', document }, ...done.value];
  clearTimeout(later);
  later = setTimeout(refresh, 2000);
});

// Documents that are not registered yet are asked for again when the archive has changed,
// and every two seconds while some are being read: the change may have come before the answer.
let later = 0;

export async function refresh() {
  clearTimeout(later);
  const all = done.value.filter((u) => u.document).reverse();
  const reading = all.filter((u) => u.document.status === 'reading');
  const others = all.filter((u) => ['to_confirm', 'set_aside'].includes(u.document.status));
  for (const item of [...reading, ...others].slice(0, 20)) {
    try {
      const answer = await read(`/documents/${item.document.id}`);
      patch(item.id, { document: answer.document, twins: answer.duplicates });
    } catch { break; }
  }
  clearTimeout(later);
  if (done.value.some((u) => u.document?.status === 'reading')) later = setTimeout(refresh, 2000);
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
