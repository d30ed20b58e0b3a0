// Who is at the desk: the signed-in person, the office's settings and "today" as
// the server counts it.
import { signal } from './html.js';
import { read, make, drop, watch, Problem } from './api.js';
import { setLang } from './i18n.js';
import { follow, changed } from './live.js';
import { openOutbox, closeOutbox, unsaved } from './outbox.js';

// undefined: not asked yet; null: nobody is logged in.
export const session = signal(undefined);
export const reached = signal(true);

watch('unauthorized', () => { session.value = null; });
watch('reached', (yes) => { reached.value = yes; });

const lastSession = 'session';

// Asks the server who is logged in. While it cannot be reached, the person who was logged in
// last on this device goes on: the session is as it was then, and the server decides again.
export async function begin() {
  try {
    const answer = await read('/session');
    localStorage.setItem(lastSession, JSON.stringify(answer));
    await enter(answer);
  } catch (err) {
    if (!(err instanceof Problem)) throw err;
    const last = err.status === 0 && localStorage.getItem(lastSession);
    if (last) return enter({ ...JSON.parse(last), today: undefined, offline: true });
    if (err.status !== 401) throw err;
    localStorage.removeItem(lastSession);
    session.value = null;
  }
}

async function enter(answer) {
  if (!answer?.user) { session.value = null; return; }
  await openOutbox(answer.user.id);
  session.value = answer;
  if (answer.user.language && !localStorage.getItem('lang')) setLang(answer.user.language);
  follow();
}

// Once the server answers again, it is asked who is logged in.
const again = () => { if (session.peek()?.offline) begin().catch(() => {}); };
changed.subscribe(again);
for (const event of ['online', 'focus']) addEventListener(event, again);
let before = true;
reached.subscribe((yes) => {
  if (yes && !before) { again(); changed.value += 1; } // whatever could not be shown is asked for again
  before = yes;
});

export async function logIn(login, password) {
  await make('/session', { login, password });
  await begin();
}

// Logging out deletes what this device keeps for the person, so it has to wait until all has
// been sent, or saved to a file.
export async function logOut() {
  if (unsaved().length) throw new Problem(409, { code: 'unsent' });
  try { await drop('/session'); } finally {
    localStorage.removeItem(lastSession);
    await closeOutbox();
    session.value = null;
  }
}

export const today = () => session.value?.today || new Date().toISOString().slice(0, 10);
export const own = () => session.value?.settings?.agency || '';

// What the buttons show; the server decides again.
export const may = (action) => (session.value?.may || []).includes(action);

export const levels = ['biasa', 'terbatas', 'rahasia', 'sangat_rahasia'];
export const sees = (level) => levels.indexOf(level) <= levels.indexOf(session.value?.user?.clearance || 'biasa');
