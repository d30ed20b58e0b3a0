// The search box with what may be meant by the words being typed. Arrow keys choose a
// suggestion, Enter takes it, Escape shuts the list.
import { html, useState, useEffect, useRef, useId } from './html.js';
import { Icon } from './icons.js';
import { t } from './i18n.js';
import { read } from './api.js';

const icons = { number: 'letter', agency: 'agency', name: 'user', subject: 'file', word: 'search', field: 'filter' };
const patience = 90; // milliseconds between the last key and the question

export function SearchBox({ value, ask, focus, onDown, placeholder }) {
  const box = useRef(null);
  const list = useId();
  const [typed, setTyped] = useState(value);
  const [items, setItems] = useState([]);
  const [at, setAt] = useState(-1);
  const [open, setOpen] = useState(false);
  const running = useRef(null);
  useEffect(() => { setTyped(value); setOpen(false); }, [value]);
  useEffect(() => { if (focus) box.current.focus(); }, [focus]);
  useEffect(() => () => { clearTimeout(running.current?.timer); running.current?.abort.abort(); }, []);

  const look = (text) => {
    setTyped(text);
    setAt(-1);
    clearTimeout(running.current?.timer);
    running.current?.abort.abort();
    if (text.trim().length < 2) { setItems([]); return; }
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const found = await read('/suggest', { q: text }, abort.signal);
        setItems(found.items);
        setOpen(found.items.length > 0 && document.activeElement === box.current);
      } catch { setItems([]); }
    }, patience);
    running.current = { timer, abort };
  };
  const send = (text) => {
    clearTimeout(running.current?.timer);
    running.current?.abort.abort();
    setOpen(false);
    setTyped(text);
    ask(text.trim());
  };
  const take = (item) => {
    if (item.kind !== 'field') return send(item.query);
    box.current.focus();
    return look(item.query);
  };
  const key = (e) => {
    const last = items.length - 1;
    if (e.key === 'Escape' && open) { e.preventDefault(); setOpen(false); }
    else if (e.key === 'ArrowDown') { e.preventDefault(); if (open) setAt(at < last ? at + 1 : 0); else if (items.length && typed !== value) setOpen(true); else onDown?.(); }
    else if (e.key === 'ArrowUp' && open) { e.preventDefault(); setAt(at > 0 ? at - 1 : last); }
    else if (e.key === 'Enter' && open && at >= 0) { e.preventDefault(); take(items[at]); }
  };
  return html`<form class="search-box" role="search" onSubmit=${(e) => { e.preventDefault(); send(typed); }}>
    <div class="find"><${Icon} name="search" size="20" />
      <input ref=${box} data-search type="search" value=${typed} onInput=${(e) => look(e.currentTarget.value)} onKeyDown=${key} onBlur=${() => setOpen(false)}
        role="combobox" aria-autocomplete="list" aria-expanded=${open ? 'true' : 'false'} aria-controls=${list} aria-activedescendant=${open && at >= 0 ? `${list}-${at}` : undefined}
        autocomplete="off" spellcheck=${false} maxlength="1000" aria-label=${t('search.box')} placeholder=${placeholder || t('search.placeholder')} /><kbd aria-hidden="true">/</kbd>
      ${open && html`<ul class="suggestions" id=${list} role="listbox" aria-label=${t('search.suggestions')}>
        ${items.map((item, i) => html`<li key=${item.kind + item.query} id=${`${list}-${i}`} role="option" aria-selected=${i === at ? 'true' : 'false'}
          onMouseDown=${(e) => { e.preventDefault(); take(item); }}><${Icon} name=${icons[item.kind]} size="17" />
          <span class="suggested">${item.text}</span>${item.note && html`<span class="suggested-note">${item.note}</span>`}<span class="suggested-kind">${t('search.suggest.' + item.kind)}</span></li>`)}</ul>`}
    </div>
    <button type="submit" class="button primary"><span>${t('search.go')}</span></button></form>`;
}
