// Who is at the desk: the signed-in person, the office's settings and "today" as
// the server counts it.
import { signal } from './html.js';
import { read, make, drop, watch, Problem } from './api.js';
import { setLang } from './i18n.js';
import { follow } from './live.js';

// undefined: not asked yet; null: nobody is logged in.
export const session = signal(undefined);
export const reached = signal(true);

watch('unauthorized', () => { session.value = null; });
watch('reached', (yes) => { reached.value = yes; });

// Asks the server who is logged in. A server out of reach is a Problem.
export async function begin() {
  try {
    enter(await read('/session'));
  } catch (err) {
    if (!(err instanceof Problem) || err.status !== 401) throw err;
    session.value = null;
  }
}

function enter(answer) {
  session.value = answer?.user ? answer : null;
  if (!session.value) return;
  if (answer.user.language && !localStorage.getItem('lang')) setLang(answer.user.language);
  follow();
}

export async function logIn(login, password) {
  await make('/session', { login, password });
  await begin();
}

export async function logOut() {
  try { await drop('/session'); } finally { session.value = null; }
}

export const today = () => session.value?.today || new Date().toISOString().slice(0, 10);
export const own = () => session.value?.settings?.agency || '';

// What the buttons show; the server decides again.
export const may = (action) => (session.value?.may || []).includes(action);

export const levels = ['biasa', 'terbatas', 'rahasia', 'sangat_rahasia'];
export const sees = (level) => levels.indexOf(level) <= levels.indexOf(session.value?.user?.clearance || 'biasa');
