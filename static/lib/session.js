// Who is at the desk: the signed-in person, the office's settings and "today" as
// the server counts it.
import { signal } from './html.js';
import { read, make, drop, watch, Problem } from './api.js';
import { setLang } from './i18n.js';
import { follow, changed } from './live.js';
import { recall, remember, forget } from './device.js';
import { openOutbox, closeOutbox, lasting, strangers, unsaved } from './outbox.js';

// undefined: not asked yet; null: nobody is logged in.
export const session = signal(undefined);
export const reached = signal(true);

const lastSession = 'session';
const leaving = 'leaving'; // somebody logged out while the server was away: the session there still has to end

async function nobody() {
  session.value = null;
  await forget(lastSession);
}

watch('unauthorized', nobody);
watch('reached', (yes) => { reached.value = yes; });

// The server itself is silent, or what stands before it says so.
const silent = (problem) => problem.status === 0 || [502, 503, 504].includes(problem.status);

let turn = 0;

// Asks the server who is logged in. While it cannot be reached, the person who was logged in
// last on this device goes on: the session is as it was then, and the server decides again.
// Called again meanwhile, the later answer counts.
export async function begin() {
  const mine = ++turn;
  try {
    if (await recall(leaving)) await end();
    const answer = await read('/session');
    if (!answer?.user) throw new Problem(0, { code: 'offline' }); // the page of something in between
    if (mine !== turn) return;
    await remember(lastSession, answer);
    await enter(answer);
  } catch (err) {
    if (!(err instanceof Problem)) throw err;
    if (mine !== turn) return;
    const last = silent(err) && await recall(lastSession);
    if (last) return enter({ ...last, today: undefined, offline: true });
    if (err.status !== 401) throw err;
    await nobody();
  }
}

let here = ''; // whose page this is

async function enter(answer) {
  if (here && here !== answer.user.id) { location.reload(); return; } // nothing that was on screen for one person is left for the next
  here = answer.user.id;
  await openOutbox(answer.user.id);
  session.value = answer;
  if (answer.user.language && !localStorage.getItem('lang')) setLang(answer.user.language);
  follow();
}

// All tabs of a browser have one session: who logs in or out in one does so in all.
const tabs = 'BroadcastChannel' in globalThis ? new BroadcastChannel('lintas-session') : null;
if (tabs) {
  tabs.onmessage = async ({ data }) => {
    if (data === 'out' && lasting.value) await closeOutbox();
    await begin().catch(() => { if (data === 'out') nobody(); });
  };
}
strangers.subscribe((n) => { if (n && session.peek()) begin().catch(() => {}); });

// Once the server answers again, it is asked who is logged in.
const again = () => { if (session.peek()?.offline) begin().catch(() => {}); };
changed.subscribe(again);
for (const event of ['online', 'focus']) addEventListener(event, again);
let before = true;
let healing = 0;
let rest = 0; // ms; longer each time, where single requests fail again and again
let last = -Infinity;
reached.subscribe((yes) => {
  if (yes && !before) {
    again();
    const now = performance.now();
    rest = now - last < 60000 ? Math.min(rest * 2, 60000) : 1000;
    last = now;
    clearTimeout(healing);
    healing = setTimeout(() => { changed.value += 1; }, rest); // whatever could not be shown is asked for again
  }
  before = yes;
});

export async function logIn(login, password) {
  await make('/session', { login, password });
  await forget(leaving);
  await begin();
  tabs?.postMessage('in');
}

async function end() {
  try { await drop('/session'); } catch (err) { if (err.status !== 401) throw err; }
  await forget(leaving);
}

// Logging out deletes what this device keeps for the person, so it has to wait until all has
// been sent, or saved to a file.
export async function logOut() {
  if (unsaved().length) throw new Problem(409, { code: 'unsent' });
  turn += 1;
  await remember(leaving, true);
  try {
    await end();
  } catch (err) {
    if (!silent(err)) throw err; // it is ended as soon as the server answers
  } finally {
    await closeOutbox();
    await nobody();
    tabs?.postMessage('out');
  }
}

// By the calendar of the office, or while the server is away that of this device.
const deviceDay = () => {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, '0')).join('-');
};

export const today = () => session.value?.today || deviceDay();
export const own = () => session.value?.settings?.agency || '';

// What the buttons show; the server decides again.
export const may = (action) => (session.value?.may || []).includes(action);

export const levels = ['biasa', 'terbatas', 'rahasia', 'sangat_rahasia'];
export const sees = (level) => levels.indexOf(level) <= levels.indexOf(session.value?.user?.clearance || 'biasa');
