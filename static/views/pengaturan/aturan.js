import { html, useState } from '../../lib/html.js';
import { t } from '../../lib/i18n.js';
import { read, edit } from '../../lib/api.js';
import { useLoad } from '../../lib/load.js';
import { may, begin } from '../../lib/session.js';
import { Loaded, trouble } from '../../lib/states.js';
import { Icon } from '../../lib/icons.js';
import { Field } from '../../lib/field.js';
import { agencies, agencyOf } from '../../lib/agencies.js';
import { percent } from '../../lib/format.js';
import { toast } from '../../lib/toast.js';

const urgencies = ['sangat_segera', 'segera', 'penting', 'biasa', ''];

const lines = (text) => text.split('\n').map((x) => x.trim()).filter(Boolean);

// The installation's own rules: name, own agency, time for letters that name none.
export default function Aturan() {
  const answer = useLoad((signal) => read('/settings', {}, signal), []);
  return html`<${Loaded} from=${answer} rows=${6}>${({ settings }) => html`<${Form} key=${settings.rev} settings=${settings} reload=${answer.reload} />`}<//>`;
}

function Form({ settings, reload }) {
  const able = may('administer');
  const [form, setForm] = useState(() => ({ name: settings.name || '', agency: settings.agency || '', time_zone: settings.time_zone || '', max_file: String(Math.round((settings.max_file || 0) / (1 << 20))), defaults: settings.defaults || [], confirm_answers: String(settings.confirm_answers || 0), instructions: (settings.instructions || []).join('\n'), synonyms: (settings.synonyms || []).join('\n') }));
  const [problem, setProblem] = useState(null);
  const set = (field) => (value) => setForm((f) => ({ ...f, [field]: value }));
  const rule = (u) => form.defaults.find((d) => (d.urgency || '') === u) || { urgency: u, kind: 'working_days', n: 5, source: '' };
  const setRule = (u, values) => set('defaults')(urgencies.map((x) => (x === u ? { ...rule(x), ...values } : rule(x))));

  async function save(event) {
    event.preventDefault();
    setProblem(null);
    try {
      await edit('/settings', settings.rev, { ...form, max_file: Number(form.max_file) * (1 << 20), confirm_answers: Number(form.confirm_answers), instructions: lines(form.instructions), synonyms: lines(form.synonyms) });
      toast(t('settings.saved'));
      reload();
      await begin();
    } catch (err) { setProblem(err); }
  }
  return html`<form onSubmit=${save}><fieldset class="bare stack" disabled=${!able}>
    ${!able && html`<div class="notice"><${Icon} name="lock" /><div>${t('settings.readOnly')}</div></div>`}
    <section class="card card-body stack"><h2>${t('settings.office')}</h2><div class="fields">
      <${Field} label=${t('setup.office')} hint=${t('setup.officeHint')} value=${form.name} set=${set('name')} required />
      <${Field} label=${t('settings.agency')} hint=${t('settings.agencyHint')} value=${form.agency} set=${set('agency')}
        options=${[['', '–'], ...(form.agency && !agencyOf(form.agency) ? [[form.agency, form.agency]] : []), ...agencies.value.map((a) => [a.id, a.name])]} />
      <${Field} label=${t('settings.zone')} value=${form.time_zone} set=${set('time_zone')} options=${[...new Set(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura', form.time_zone])].map((z) => [z, z])} />
      <${Field} label=${t('settings.maxFile')} type="number" min="1" value=${form.max_file} set=${set('max_file')} /></div></section>
    <section class="card card-body stack"><h2>${t('settings.defaults')}</h2><p class="soft">${t('settings.defaultsHint')}</p>
      <div class="scroll-x"><table class="plain-table"><thead><tr><th>${t('document.urgency')}</th><th>${t('settings.days')}</th><th>${t('settings.counted')}</th><th>${t('settings.source')}</th></tr></thead>
        <tbody>${urgencies.map((u) => html`<tr key=${u}><td>${u ? t('urgency.' + u) : t('settings.noUrgency')}</td>
          <td><input type="number" min="1" class="narrow-input" aria-label=${t('settings.days')} value=${rule(u).n} onInput=${(e) => setRule(u, { n: Number(e.currentTarget.value) })} /></td>
          <td><select aria-label=${t('settings.counted')} onChange=${(e) => setRule(u, { kind: e.currentTarget.value })}>${['working_days', 'calendar_days', 'hours'].map((k) => html`<option key=${k} value=${k} selected=${k === rule(u).kind}>${t('rule.' + k)}</option>`)}</select></td>
          <td><input aria-label=${t('settings.source')} value=${rule(u).source} onInput=${(e) => setRule(u, { source: e.currentTarget.value })} /></td></tr>`)}</tbody></table></div></section>
    <section class="card card-body stack"><h2>${t('settings.answers')}</h2><${Field} wide label=${t('settings.answers')} hint=${t('settings.answersHint')} value=${form.confirm_answers} set=${set('confirm_answers')}
      options=${[...new Set(['0', '0.98', '0.95', '0.9', '0.8', form.confirm_answers])].map((s) => [s, s === '0' ? t('settings.answersNever') : t('settings.answersFrom', { p: percent(Number(s)) })])} /></section>
    <section class="card card-body stack"><h2>${t('settings.instructions')}</h2><${Field} wide label=${t('settings.instructions')} hint=${t('settings.instructionsHint')} rows=${8} value=${form.instructions} set=${set('instructions')} /></section>
    <section class="card card-body stack"><h2>${t('settings.synonyms')}</h2><${Field} wide label=${t('settings.synonyms')} hint=${t('settings.synonymsHint')} rows=${5} value=${form.synonyms} set=${set('synonyms')} /></section>
    ${problem && html`<p class="form-problem" role="alert">${trouble(problem)}</p>`}
    ${able && html`<div class="save-row"><button type="submit" class="button primary">${t('common.save')}</button></div>`}
  </fieldset></form>`;
}
