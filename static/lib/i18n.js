// Words of the screens. Each line of i18n/*.js carries both languages, so that
// neither can be forgotten: 'key': ['Bahasa Indonesia', 'English'].
import { signal } from './html.js';
import shell from './i18n/shell.js';
import documents from './i18n/documents.js';
import work from './i18n/work.js';
import dispositions from './i18n/dispositions.js';
import search from './i18n/search.js';
import settings from './i18n/settings.js';
import links from './i18n/links.js';
import problems from './i18n/problems.js';

const words = { ...shell, ...documents, ...work, ...dispositions, ...search, ...settings, ...links, ...problems };
const stored = localStorage.getItem('lang');

export const lang = signal(stored === 'en' ? 'en' : 'id');

export function setLang(value) {
  lang.value = value === 'en' ? 'en' : 'id';
  localStorage.setItem('lang', lang.value);
  document.documentElement.lang = lang.value;
}

// t('upload.count', {n: 3}) → '3 berkas'. An unknown key is shown as it is.
export function t(key, values) {
  const both = words[key];
  if (!both) return key;
  const text = both[lang.value === 'en' ? 1 : 0];
  return values ? text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '') : text;
}

export const known = (key) => key in words;

// A sentence that the server sends in both languages: {id, en}.
export function say(text) {
  if (!text) return '';
  if (typeof text === 'string') return text;
  return (lang.value === 'en' && text.en) || text.id || text.en || '';
}
