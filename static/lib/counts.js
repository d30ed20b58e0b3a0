// The counts of the home page. A deadline that the own agency owes to itself is among what
// we owe; it is not counted once more among what others owe.
import { read } from './api.js';
import { own } from './session.js';

export async function readCounts(signal) {
  const stats = await read('/stats', {}, signal);
  if (!stats.they_owe) return stats;
  return { ...stats, they_owe: less(stats.they_owe, await owedToSelf({}, signal)) };
}

// The counts of what is owed by and to ourselves.
export async function owedToSelf(query, signal) {
  if (!own() || (query.agency && query.agency !== own())) return {};
  return (await read('/deadlines', { side: 'they_owe', agency: own(), limit: 1 }, signal)).counts || {};
}

export const less = (counts, part) => Object.fromEntries(Object.entries(counts).map(([name, n]) => [name, n - (part[name] || 0)]));
