// A day typed the way people write it: 24/9/2024, 24-09-2024, 24 September 2024 or
// 2024-09-24. The browser's own date field would follow its own language, not the page's.
import { html, useState, useEffect, useLayoutEffect, useRef } from './html.js';
import { Field } from './field.js';
import { Icon } from './icons.js';
import { t } from './i18n.js';
import { shortDate } from './format.js';

const months = ['jan', 'feb', 'mar', 'apr', 'me', 'jun', 'jul', 'ag', 'sep', 'o', 'nov', 'de'];
const english = { may: 5, aug: 8, oct: 10, dec: 12 };

// The day as YYYY-MM-DD; '' for nothing, null for what is no day.
export function parseDay(text) {
  const s = text.trim().toLowerCase();
  if (!s) return '';
  let m = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(s);
  if (m) return day(m[1], m[2], m[3]);
  m = /^(\d{1,2})[\s/.-]+(\d{1,2})[\s/.-]+(\d{4}|\d{2})$/.exec(s);
  if (m) return day(m[3], m[2], m[1]);
  m = /^(\d{1,2})[\s.-]+([a-z]+)\.?[\s.-]+(\d{4}|\d{2})$/.exec(s);
  if (!m) return null;
  const found = english[m[2].slice(0, 3)] || months.findIndex((name) => m[2].startsWith(name)) + 1;
  return found ? day(m[3], found, m[1]) : null;
}

function day(year, month, date) {
  const y = Number(year) < 100 ? 2000 + Number(year) : Number(year);
  const when = new Date(Date.UTC(y, Number(month) - 1, Number(date)));
  if (when.getUTCMonth() !== Number(month) - 1 || when.getUTCDate() !== Number(date)) return null;
  return when.toISOString().slice(0, 10);
}

export function DateField({ value, set, label, problem, min, max, bare, ...rest }) {
  const [text, setText] = useState(shown(value));
  const [wrong, setWrong] = useState(false);
  const box = useRef(null);
  const picker = useRef(null);
  // The browser keeps a form from being sent while a field has such a word, and leads there.
  useLayoutEffect(() => { box.current.querySelector('input').setCustomValidity(parseDay(text) === null ? t('date.wrong') : ''); });
  useEffect(() => { setText(shown(value)); setWrong(false); }, [value]);

  const typed = (now) => {
    setText(now);
    const found = parseDay(now);
    setWrong(false);
    if (found && now.trim().length > 7) set(found);
  };
  const settle = () => {
    const found = parseDay(text);
    setWrong(found === null);
    if (found === null) return;
    set(found);
    setText(shown(found));
  };
  const pick = () => { picker.current.showPicker?.(); };
  const input = { value: text, set: typed, onBlur: settle, onInvalid: () => setWrong(parseDay(text) === null), onKeyDown: (e) => { if (e.key === 'Enter') settle(); }, inputmode: 'text', autocomplete: 'off', placeholder: t('date.form'), ...rest };
  return html`<div class="date-field" ref=${box}>
    ${bare ? html`<input ...${input} aria-label=${label} aria-invalid=${wrong ? 'true' : undefined} onInput=${(e) => typed(e.currentTarget.value)} />
        ${wrong && html`<p class="hint tone-red" role="alert">${t('date.wrong')}</p>`}` : html`<${Field} label=${label} problem=${wrong ? t('date.wrong') : problem} ...${input} />`}
    <button type="button" class="icon-button" tabindex="-1" aria-label=${t('date.pick')} onClick=${pick}><${Icon} name="calendar" size="18" /></button>
    <input ref=${picker} class="picker" type="date" tabindex="-1" aria-hidden="true" value=${value || ''} min=${min} max=${max} onInput=${(e) => set(e.currentTarget.value)} />
  </div>`;
}

const shown = (value) => (value ? shortDate(value) : '');
