// Names of agencies by id, asked once and again when something changes.
import { signal, computed } from './html.js';
import { read } from './api.js';
import { changed } from './live.js';

export const agencies = signal([]);
const byID = computed(() => new Map(agencies.value.map((a) => [a.id, a])));
const byName = computed(() => {
  const names = new Map();
  for (const a of agencies.value) for (const n of [a.name, a.short, ...(a.aliases || [])]) if (n) names.set(n.toLowerCase(), a);
  return names;
});
let asked = -1;

export async function knowAgencies() {
  if (asked === changed.value) return;
  asked = changed.value;
  try {
    agencies.value = (await read('/agencies', { limit: 1000 })).items || [];
  } catch { asked = -1; }
}

export const agencyOf = (id) => byID.value.get(id);
export const findAgency = (name) => byName.value.get((name || '').trim().toLowerCase());

// The name of who sent or receives a document: short where there is one.
export function partyName(party, { long = false } = {}) {
  if (!party) return '';
  const agency = byID.value.get(party.agency);
  if (agency) return (!long && agency.short) || agency.name;
  return party.name || party.printed || '';
}

export function agencyName(id) {
  const a = byID.value.get(id);
  return a ? a.short || a.name : '';
}
