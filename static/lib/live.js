// Follows the archive: the server says "something you may see has changed", and
// whoever shows lists asks again. Falls back to asking every half minute.
import { signal, useEffect, useRef } from './html.js';

export const changed = signal(0);

let source = null;
let timer = 0;
let settle = 0;

const tell = () => {
  clearTimeout(settle);
  settle = setTimeout(() => { changed.value += 1; }, 250);
};

export function follow() {
  if (source) return;
  if (!('EventSource' in window)) return poll();
  source = new EventSource('/api/v1/events');
  source.onmessage = tell;
  source.addEventListener('change', tell);
  source.onopen = () => { clearInterval(timer); timer = 0; };
  source.onerror = () => {
    poll();
    if (source.readyState === EventSource.CLOSED) source = null;
  };
}

function poll() {
  if (!timer) timer = setInterval(tell, 30000);
}

// Calls fn at every change while the component is on screen, not on its first.
export function useChanges(fn) {
  const latest = useRef(fn);
  latest.current = fn;
  useEffect(() => {
    let first = true;
    return changed.subscribe(() => {
      if (!first) latest.current();
      first = false;
    });
  }, []);
}
