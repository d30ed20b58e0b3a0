// What this device remembers of whoever sits at it, on the disk before it is relied on: a
// browser writes localStorage some seconds later, and what it had not written is gone when
// it is killed.
import { openDB } from 'idb';

const store = 'kept';
const database = openDB('lintas-device', 1, { upgrade: (fresh) => fresh.createObjectStore(store), blocking: (now, then, event) => event.target.close() }).catch(() => null);

export async function recall(key) {
  const db = await database;
  if (!db) return JSON.parse(localStorage.getItem(key) || 'null');
  return (await db.get(store, key)) ?? null;
}

export async function remember(key, value) {
  const db = await database;
  if (!db) { localStorage.setItem(key, JSON.stringify(value)); return; }
  const tx = db.transaction(store, 'readwrite', { durability: 'strict' });
  await Promise.all([tx.store.put(value, key), tx.done]);
}

export async function forget(key) {
  const db = await database;
  if (!db) { localStorage.removeItem(key); return; }
  const tx = db.transaction(store, 'readwrite', { durability: 'strict' });
  await Promise.all([tx.store.delete(key), tx.done]);
}
