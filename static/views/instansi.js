import { html, useState } from '../lib/html.js';
import { Icon } from '../lib/icons.js';
import { t } from '../lib/i18n.js';
import { read, make, edit, Problem } from '../lib/api.js';
import { useLoad } from '../lib/load.js';
import { may } from '../lib/session.js';
import { link } from '../lib/router.js';
import { number } from '../lib/format.js';
import { Loaded, Empty } from '../lib/states.js';
import { Proposed } from '../lib/badges.js';
import { Dialog } from '../lib/dialog.js';
import { Field } from '../lib/field.js';
import { parseDay } from '../lib/date-field.js';
import { toast, complain } from '../lib/toast.js';

const groups = ['ministry', 'agency', 'mission', 'region', 'police', 'company', 'ngo', 'foreign', 'international', 'parliament', 'collective'];

// Agencies: who corresponds, under all the names they have had.
export default function Instansi() {
  const list = useLoad((signal) => read('/agencies', {}, signal), [], { live: true });
  const [q, setQ] = useState('');
  const [open, setOpen] = useState(null);
  const words = q.toLowerCase().trim();
  const names = (a) => [a.name, a.short, ...(a.aliases || []), ...(a.former || []).map((f) => f.name), ...(a.units || [])].join('\n').toLowerCase();
  const save = (before) => async (fields) => {
    await (before.id ? edit('/agencies/' + before.id, before.rev, fields) : make('/agencies', fields));
    setOpen(null);
    toast(t('agency.saved'));
    list.reload();
  };
  const confirm = (a) => edit('/agencies/' + a.id, a.rev, { proposed: false }).then(() => { toast(t('agency.confirmed')); list.reload(); }, complain);
  return html`
    <div class="page-head"><div><h1>${t('nav.instansi')}</h1><p>${t('agency.intro')} <a href=${link('pengaturan', 'alias')}>${t('settings.tab.alias')}</a></p></div>
      ${may('register') && html`<button type="button" class="button primary" onClick=${() => setOpen({})}><${Icon} name="plus" size="18" />${t('agency.new')}</button>`}</div>
    <div class="find"><${Icon} name="search" size="18" /><input type="search" aria-label=${t('agency.find')} placeholder=${t('agency.find')} value=${q} onInput=${(e) => setQ(e.currentTarget.value)} /></div>
    <${Loaded} from=${list} rows=${8}>${(page) => {
      const shown = page.items.filter((a) => !words || names(a).includes(words)).sort((a, b) => Number(!!b.proposed) - Number(!!a.proposed));
      return html`<section class="card"><div class="card-head"><p class="small soft" role="status">${t('agency.count', { n: number(shown.length) })}</p></div>
        ${shown.length ? html`<div class="list">${shown.map((a) => html`<${Line} key=${a.id} agency=${a} open=${() => setOpen(a)} confirm=${() => confirm(a)} />`)}</div>`
          : html`<${Empty} icon="agency" title=${t('search.none')}><p>${t('agency.noneHint')}</p><//>`}</section>`;
    }}<//>
    ${open && html`<${AgencyDialog} before=${open} close=${() => setOpen(null)} save=${save(open)} />`}`;
}

function Line({ agency: a, open, confirm }) {
  const others = [...(a.aliases || []), ...(a.former || []).map((f) => f.name + years(f))];
  return html`<div class="line-item"><span class="mark"><${Icon} name="agency" /></span>
    <div><div class="line-title">${a.name}${a.short && a.short !== a.name ? html` <span class="quiet">(${a.short})</span>` : ''}</div>
      ${others.length > 0 && html`<div class="small soft">${others.join(' · ')}</div>`}</div>
    <div class="line-side"><span class="badge-line">${a.proposed && html`<${Proposed} />`}${a.group && html`<span class="badge plain">${t('agency.group.' + a.group)}</span>`}</span>
      <span class="row"><a class="small" href=${link('cari', { q: `dari:"${a.short || a.name}"` })}>${t('agency.letters')}</a>
        ${may('register') && html`${a.proposed && html`<button type="button" class="link small" onClick=${confirm}>${t('deadline.confirm')}</button>`}<button type="button" class="link small" onClick=${open}>${t('common.edit')}</button>`}</span></div></div>`;
}

function day(text) {
  const found = parseDay(text);
  if (found === null) throw new Problem(422, { code: 'invalid', field: 'former', detail: `“${text}”: ${t('date.wrong')}` });
  return found;
}

const years = (f) => (f.from || f.to ? ` (${(f.from || '').slice(0, 4)}–${(f.to || '').slice(0, 4)})` : '');

function AgencyDialog({ before, close, save }) {
  const [form, setForm] = useState(() => ({
    name: before.name || '', short: before.short || '', group: before.group || '',
    aliases: (before.aliases || []).join('\n'), units: (before.units || []).join('\n'), patterns: (before.patterns || []).join('\n'),
    former: (before.former || []).map((f) => [f.name, f.from || '', f.to || ''].join(' | ').replace(/( \| )+$/, '')).join('\n'),
  }));
  const set = (field) => (value) => setForm((f) => ({ ...f, [field]: value }));
  const lines = (text) => text.split('\n').map((l) => l.trim()).filter(Boolean);
  const former = () => lines(form.former).map((l) => { const [name, from, to] = l.split('|').map((p) => p.trim()); return { name, ...(from && { from: day(from) }), ...(to && { to: day(to) }) }; });
  const fields = () => ({ name: form.name.trim(), short: form.short.trim(), group: form.group, aliases: lines(form.aliases), units: lines(form.units), patterns: lines(form.patterns), former: former(), ...(before.proposed && { proposed: false }) });
  return html`<${Dialog} wide title=${before.id ? before.name : t('agency.new')} close=${close} save=${() => save(fields())}>
    <div class="fields">
      <${Field} wide label=${t('agency.name')} value=${form.name} set=${set('name')} required />
      <${Field} label=${t('agency.short')} value=${form.short} set=${set('short')} />
      <${Field} label=${t('agency.group')} value=${form.group} set=${set('group')} options=${[['', '–'], ...groups.map((g) => [g, t('agency.group.' + g)])]} />
      <${Field} wide label=${t('agency.aliases')} hint=${t('agency.aliasesHint')} rows=${4} value=${form.aliases} set=${set('aliases')} />
      <${Field} wide label=${t('agency.former')} hint=${t('agency.formerHint')} rows=${2} value=${form.former} set=${set('former')} />
      <${Field} wide label=${t('agency.units')} hint=${t('agency.aliasesHint')} rows=${3} value=${form.units} set=${set('units')} />
      <${Field} wide label=${t('agency.patterns')} hint=${t('agency.patternsHint')} rows=${2} value=${form.patterns} set=${set('patterns')} />
    </div><//>`;
}
