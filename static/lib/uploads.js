// The letters that a person brings in here: those that wait in the outbox, and those that the
// server has received since the page was opened.
import { signal, computed } from './html.js';
import { newKey, read } from './api.js';
import { changed } from './live.js';
import { waiting, sending, keep, change, remove, onReceived } from './outbox.js';

// {id, name, size, state: done, document, twins}
const done = signal([]);

// {id, name, size, state: waiting|sending|done|duplicate|refused, part, document, problem}
export const uploads = computed(() => [
  ...waiting.value.filter((item) => item.kind === 'file').map((item) => ({ ...item, document: item.twin,
    ...(item.state === 'waiting' && item.id in sending.value && { state: 'sending', part: sending.value[item.id] }) })).reverse(),
  ...done.value,
]);

const patch = (id, values) => { done.value = done.value.map((u) => (u.id === id ? { ...u, ...values } : u)); };

export async function add(files) {
  for (const file of [...files].filter((f) => f.size !== undefined)) {
    await keep({ id: newKey(), key: newKey(), kind: 'file', file, name: file.name, size: file.size });
  }
}

export const again = (id, force = false) => change(id, { state: 'waiting', problem: null, twin: null, ...(force && { force, key: newKey() }) });
export const replace = (id, document) => patch(id, { document });
export const forget = (id) => remove(id);
export const forgetDone = () => { done.value = []; };

onReceived((item, document) => {
  if (item.kind !== 'file' || done.value.some((u) => u.id === item.id)) return;
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
