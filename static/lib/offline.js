// Keeps the page itself on this device, so that it opens with the server out of reach. A
// newer version waits until the person takes it: a form in hand is never reloaded away.
import { signal } from './html.js';

export const newer = signal(null);

export async function keepPage() {
  if (!('serviceWorker' in navigator)) return; // a page without HTTPS
  let reloading = false;
  const hadOne = Boolean(navigator.serviceWorker.controller);
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (!hadOne || reloading) return;
    reloading = true;
    location.reload();
  });
  try {
    const registration = await navigator.serviceWorker.register('sw.js');
    const look = (worker) => {
      if (!worker) return;
      const waits = () => { if (worker.state === 'installed' && navigator.serviceWorker.controller) newer.value = worker; };
      waits();
      worker.addEventListener('statechange', waits);
    };
    look(registration.waiting);
    registration.addEventListener('updatefound', () => look(registration.installing));
    setInterval(() => registration.update().catch(() => {}), 60 * 60 * 1000);
  } catch { /* the page works without, as long as the server can be reached */ }
}

export const takeOver = () => newer.value?.postMessage('take over');
