// useLoad asks the server for what a view shows. While it asks again, the answer
// before stays on screen, so nothing jumps.
import { useState, useEffect, useRef, useCallback } from './html.js';
import { useChanges } from './live.js';

export function useLoad(ask, deps, { live = false } = {}) {
  const [state, set] = useState({ data: undefined, error: null, loading: true });
  const latest = useRef(ask);
  latest.current = ask;
  const running = useRef(null);

  const reload = useCallback(async () => {
    running.current?.abort();
    const mine = new AbortController();
    running.current = mine;
    set((s) => ({ ...s, loading: true }));
    try {
      const data = await latest.current(mine.signal);
      if (running.current === mine) set({ data, error: null, loading: false });
    } catch (error) {
      if (error.name !== 'AbortError' && running.current === mine) set((s) => ({ ...s, error, loading: false }));
    }
  }, []);

  useEffect(() => { reload(); return () => running.current?.abort(); }, deps);
  useChanges(() => { if (live) reload(); });
  const replace = useCallback((data) => set({ data, error: null, loading: false }), []);
  return { ...state, reload, replace };
}

// usePages reads a list page by page: ask(cursor, signal) → {items, next, total, …}.
export function usePages(ask, deps, options) {
  const [more, setMore] = useState({ items: [], next: undefined, busy: false, error: null });
  const first = useLoad((signal) => ask('', signal), deps, options);
  useEffect(() => { setMore({ items: [], next: undefined, busy: false, error: null }); }, [first.data]);
  const next = more.next === undefined ? first.data?.next : more.next;

  async function loadMore() {
    if (!next || more.busy) return;
    setMore((m) => ({ ...m, busy: true, error: null }));
    try {
      const page = await ask(next);
      setMore((m) => ({ items: [...m.items, ...(page.items || [])], next: page.next || '', busy: false, error: null }));
    } catch (error) {
      setMore((m) => ({ ...m, busy: false, error }));
    }
  }
  return { ...first, items: first.data ? [...(first.data.items || []), ...more.items] : undefined, next, loadMore, busy: more.busy, moreError: more.error };
}
