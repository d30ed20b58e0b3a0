// Talks to the server: JSON in and out, RFC 9457 problems as Problem errors.
import { lang } from './i18n.js';

const base = '/api/v1';

// What went wrong, in words for the person at the desk. code is stable; status 0
// means that the server could not be reached.
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || body.title || String(status));
    this.status = status;
    this.code = body.code || (status === 0 ? 'offline' : 'unexpected');
    this.field = body.field || '';
    this.current = body.current;
  }
}

const watchers = { unauthorized: () => {}, reached: () => {} };

// The session module says what to do when the log-in has ended, and learns whether
// the server answers.
export function watch(name, fn) { watchers[name] = fn; }
export const tellReached = (yes) => watchers.reached(yes);

export async function call(method, path, { query, body, rev, headers = {}, signal } = {}) {
  const init = { method, headers: { Accept: 'application/json', 'Accept-Language': lang.value, ...headers }, signal };
  if (rev !== undefined) init.headers['If-Match'] = `"${rev}"`;
  if (body instanceof FormData || body instanceof Blob || typeof body === 'string') init.body = body;
  else if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers['Content-Type'] = 'application/json';
  }
  let answer;
  try {
    answer = await fetch(url(path, query), init);
  } catch (err) {
    if (err.name === 'AbortError') throw err;
    watchers.reached(false);
    throw new Problem(0, { code: 'offline' });
  }
  watchers.reached(true);
  return settle(answer, path);
}

async function settle(answer, path) {
  const type = answer.headers.get('Content-Type') || '';
  const data = answer.status === 204 ? null : /json/.test(type) ? await answer.json() : await answer.text();
  if (answer.ok && data !== null && typeof data !== 'object') { // the page of a network that wants a log-in of its own
    watchers.reached(false);
    throw new Problem(0, { code: 'offline' });
  }
  if (answer.ok) return data;
  const problem = new Problem(answer.status, data && typeof data === 'object' ? data : { title: answer.statusText });
  if (answer.status === 401 && path !== '/session') watchers.unauthorized();
  throw problem;
}

export function url(path, query = {}) {
  const kept = Object.entries(query).filter(([, v]) => v !== '' && v !== undefined && v !== null);
  const search = new URLSearchParams(kept).toString();
  return base + path + (search ? '?' + search : '');
}

export const read = (path, query, signal) => call('GET', path, { query, signal });
export const make = (path, body, extra) => call('POST', path, { body, ...extra });
export const edit = (path, rev, body) => call('PATCH', path, { body, rev, headers: { 'Content-Type': 'application/merge-patch+json' } });
export const drop = (path) => call('DELETE', path);

// A key that the server keeps for ever with the answer to this request.
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
}
