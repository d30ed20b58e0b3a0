// Small marks that say a thing in colour, icon and word at once.
import { html } from './html.js';
import { Icon } from './icons.js';
import { t, known } from './i18n.js';

const secrecy = {
  terbatas: ['T', 'amber'],
  rahasia: ['R', 'red'],
  sangat_rahasia: ['SR', 'solid-red'],
};

// Biasa is the rule and stays unsaid.
export function Secrecy({ level }) {
  const [code, tone] = secrecy[level] || [];
  if (!code) return null;
  return html`<span class=${'badge ' + tone}><${Icon} name="lock" size="13" />${code} · ${t('secrecy.' + level)}</span>`;
}

const urgency = { penting: 'violet', segera: 'amber', sangat_segera: 'red' };

export function Urgency({ level }) {
  if (!urgency[level]) return null;
  return html`<span class=${'badge ' + urgency[level]}><${Icon} name="bolt" size="13" />${t('urgency.' + level)}</span>`;
}

const states = {
  overdue: ['alert', 'red'],
  due_soon: ['soon', 'amber'],
  open: ['clock', 'blue'],
  extended: ['extended', 'blue'],
  answered: ['done', 'green'],
  answered_late: ['late', 'amber'],
  waived: ['waived', 'plain'],
};

export const deadlineIcon = (state) => (states[state] || states.open)[0];
export const deadlineTone = (state) => (states[state] || states.open)[1];

export function DeadlineState({ state }) {
  const [icon, tone] = states[state] || states.open;
  return html`<span class=${'badge ' + tone}><${Icon} name=${icon} size="13" />${t('deadline.state.' + state)}</span>`;
}

const statuses = { reading: 'blue', to_confirm: 'amber', set_aside: 'red', withdrawn: 'red' };

// Registered is the rule and stays unsaid.
export function Status({ status }) {
  if (!statuses[status]) return null;
  return html`<span class=${'badge plain ' + statuses[status]}>${t('status.' + status)}</span>`;
}

export function CaseStatus({ status }) {
  const tone = { open: 'blue', paused: 'amber', closed: 'green' }[status] || 'plain';
  return html`<span class=${'badge plain ' + tone}>${t('case.status.' + status)}</span>`;
}

export function Proposed() {
  return html`<span class="badge violet"><${Icon} name="help" size="13" />${t('common.proposed')}</span>`;
}

// How sure the reader is of a field, from its Evidence.
export function Sure({ evidence }) {
  const level = sureness(evidence);
  if (!level) return null;
  const icon = { done: 'done', high: 'done', mid: 'help', low: 'alert' }[level];
  return html`<span class=${'sure ' + level}><${Icon} name=${icon} size="14" />${t('sure.' + level)}</span>`;
}

// The bounds are archive.HighConfidence and archive.LowConfidence.
export function sureness(evidence) {
  if (!evidence) return '';
  if (evidence.by) return 'done';
  if (evidence.confidence >= 0.9) return 'high';
  return evidence.confidence >= 0.6 ? 'mid' : 'low';
}

export const formName = (doc) => {
  const key = 'form.' + (doc.form || doc.kind);
  return known(key) ? t(key) : t('form.letter');
};
