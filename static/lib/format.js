// Dates and numbers as Indonesian offices write them.
import { lang, t } from './i18n.js';

const locale = () => (lang.value === 'en' ? 'en-GB' : 'id-ID');
const asDay = (date) => new Date(date + 'T00:00:00Z');
const isDay = (date) => /^\d{4}-\d\d-\d\d$/.test(date || '');

const show = (date, options) => new Intl.DateTimeFormat(locale(), { timeZone: 'UTC', ...options }).format(asDay(date));

// 24 September 2024
export const longDate = (date) => (isDay(date) ? show(date, { day: 'numeric', month: 'long', year: 'numeric' }) : t('common.noDate'));
// 24 Sep 2024
export const shortDate = (date) => (isDay(date) ? show(date, { day: 'numeric', month: 'short', year: 'numeric' }) : '–');
// Selasa, 24 September 2024
export const fullDate = (date) => (isDay(date) ? show(date, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }) : t('common.noDate'));
// Sep 24, for axes
export const monthName = (month) => show(month + '-01', { month: 'short' });
export const monthYear = (month) => show(month + '-01', { month: 'long', year: 'numeric' });

// A moment (RFC 3339) in the reader's own zone: 24 Sep 2024 pukul 14.05
export function moment(at) {
  const when = new Date(at);
  if (!at || Number.isNaN(when.getTime())) return '–';
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' }).format(when);
}

export const number = (n) => new Intl.NumberFormat(locale()).format(n ?? 0);
export const percent = (share) => new Intl.NumberFormat(locale(), { style: 'percent' }).format(share ?? 0);

export function size(bytes) {
  if (bytes >= 1 << 20) return new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 }).format(bytes / (1 << 20)) + ' MB';
  if (!(bytes >= 1024)) return number(bytes || 0) + ' B';
  return number(Math.max(1, Math.round((bytes || 0) / 1024))) + ' KB';
}

// Calendar days from a to b; negative if b is earlier.
export const daysBetween = (a, b) => (isDay(a) && isDay(b) ? Math.round((asDay(b) - asDay(a)) / 86400000) : 0);

export function addDays(date, n) {
  const day = asDay(date);
  day.setUTCDate(day.getUTCDate() + n);
  return day.toISOString().slice(0, 10);
}
