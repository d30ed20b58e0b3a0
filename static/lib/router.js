// Routes live in the fragment (#/naskah/01J…?q=…): they work offline, need nothing
// from the server, and a set-up token in them never reaches a log.
import { signal } from './html.js';

export const route = signal(parse(location.hash));

export function parse(hash) {
  const [path, search = ''] = hash.replace(/^#\/?/, '').split('?');
  return {
    parts: path.split('/').filter(Boolean).map(decode),
    query: Object.fromEntries(new URLSearchParams(search)),
  };
}

function decode(part) {
  try { return decodeURIComponent(part); } catch { return part; }
}

// link('naskah', id, {q}) → '#/naskah/…?q=…'; empty query values are left out.
export function link(...parts) {
  const query = typeof parts.at(-1) === 'object' && parts.at(-1) !== null ? parts.pop() : {};
  const kept = Object.entries(query).filter(([, v]) => v !== '' && v !== undefined && v !== null && v !== false);
  const search = new URLSearchParams(kept).toString();
  return '#/' + parts.map(encodeURIComponent).join('/') + (search ? '?' + search : '');
}

export function go(...parts) { location.hash = link(...parts); }

// Changes the query of the address without a step in the browser's history.
export function refine(query) {
  const now = route.value;
  history.replaceState(null, '', link(...now.parts, { ...now.query, ...query }));
  route.value = parse(location.hash);
}

addEventListener('hashchange', () => { route.value = parse(location.hash); });
