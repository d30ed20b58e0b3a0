// Keeps the page itself on this device, so that it opens with the server out of reach. A
// newer version waits until the person takes it: a form in hand is never reloaded away.
import { signal } from './html.js';

// The worker of a newer version that waits, or true if another tab has let it take over.
export const newer = signal(null);

let asked = false;

export async function keepPage() {
  if (!('serviceWorker' in navigator)) return; // a page without HTTPS
  const { serviceWorker } = navigator;
  let before = serviceWorker.controller;
  serviceWorker.addEventListener('controllerchange', () => {
    if (asked) location.reload();
    else if (before) newer.value = true;
    before = serviceWorker.controller;
  });
  try {
    const registration = await serviceWorker.register('sw.js');
    const look = (worker) => {
      if (!worker) return;
      const waits = () => { if (worker.state === 'installed' && serviceWorker.controller) newer.value = worker; };
      waits();
      worker.addEventListener('statechange', waits);
    };
    look(registration.waiting);
    registration.addEventListener('updatefound', () => look(registration.installing));
    setInterval(() => registration.update().catch(() => {}), 60 * 60 * 1000);
  } catch { /* the page works without, as long as the server can be reached */ }
}

export function takeOver() {
  asked = true;
  if (newer.value?.state === 'installed') newer.value.postMessage('take over');
  else location.reload();
}
