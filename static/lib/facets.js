// What the documents found are like: how many of each kind, agency, state, problem and
// year. A value that is clicked narrows the search; clicked again, it does not.
import { html, useState, useEffect, useRef } from './html.js';
import { Icon } from './icons.js';
import { t, known } from './i18n.js';
import { number, monthYear } from './format.js';
import { refine } from './router.js';
import { agencyName } from './agencies.js';
import { DateField } from './date-field.js';

// What the address calls a facet, and the field of the query language for it.
export const narrowings = { jenis: 'jenis', instansi: 'instansi', kasus: 'status', masalah: 'masalah', tahun: 'tahun', bulan: 'tanggal' };

const groups = [
  ['jenis', 'forms', (f) => (known('form.' + f.value) ? t('form.' + f.value) : f.value)],
  ['instansi', 'agencies', (f) => agencyName(f.value) || f.name || f.value],
  ['kasus', 'cases', (f) => t('case.status.' + f.value)],
  ['masalah', 'problems', (f) => f.name || f.value],
  ['tahun', 'years', (f) => f.value],
];

const few = 6; // values shown before "more"

export function Facets({ facets, query }) {
  const [open, setOpen] = useState(false);
  const panel = useRef(null);
  const opener = useRef(null);
  const used = Object.keys(narrowings).filter((name) => query[name]).length + (query.sejak || query.sampai ? 1 : 0);
  const shut = () => { setOpen(false); opener.current?.focus(); };
  useEffect(() => {
    if (!open) return undefined;
    const onKey = (e) => { if (e.key === 'Escape') shut(); };
    addEventListener('keydown', onKey);
    panel.current?.querySelector('button')?.focus();
    return () => removeEventListener('keydown', onKey);
  }, [open]);
  const clear = () => refine({ jenis: '', instansi: '', kasus: '', masalah: '', tahun: '', bulan: '', sejak: '', sampai: '' });
  return html`<button type="button" ref=${opener} class="button facet-opener" aria-expanded=${open ? 'true' : 'false'} onClick=${() => setOpen(true)}>
      <${Icon} name="filter" size="18" />${t('search.narrow')}${used > 0 && html`<span class="count">${number(used)}</span>`}</button>
    ${open && html`<div class="facet-veil" onClick=${shut}></div>`}
    <aside class=${open ? 'facets is-open' : 'facets'} ref=${panel} aria-label=${t('search.filters')}>
      <div class="facets-head"><h2>${t('search.narrow')}</h2>
        ${used > 0 && html`<button type="button" class="link small" onClick=${clear}>${t('search.clear')}</button>`}
        <button type="button" class="icon-button facet-closer" aria-label=${t('common.close')} onClick=${shut}><${Icon} name="close" /></button></div>
      ${groups.map(([name, of, say]) => html`<${Group} key=${name} name=${name} values=${facets?.[of] || []} chosen=${query[name]} say=${say} />`)}
      <fieldset class="facet"><legend>${t('search.facet.time')}</legend><div class="facet-dates">
        ${query.bulan && html`<button type="button" class="facet-value" aria-pressed="true" onClick=${() => refine({ bulan: '' })}><span>${monthYear(query.bulan)}</span><${Icon} name="close" size="14" /></button>`}
        <${DateField} bare label=${t('search.since')} placeholder=${t('search.since')} value=${query.sejak || ''} set=${(v) => refine({ sejak: v })} />
        <${DateField} bare label=${t('search.until')} placeholder=${t('search.until')} value=${query.sampai || ''} set=${(v) => refine({ sampai: v })} /></div></fieldset>
      <button type="button" class="button primary facet-done" onClick=${shut}>${t('search.showResults')}</button>
    </aside>`;
}

function Group({ name, values, chosen, say }) {
  const [all, setAll] = useState(false);
  let list = values;
  if (chosen) list = values.filter((f) => f.value === chosen);
  if (chosen && !list.length) list = [{ value: chosen, count: 0 }];
  if (!list.length) return null;
  const shown = all ? list : list.slice(0, few);
  return html`<fieldset class="facet"><legend>${t('search.facet.' + name)}</legend>
    ${shown.map((f) => html`<button type="button" key=${f.value} class="facet-value" aria-pressed=${f.value === chosen ? 'true' : 'false'} onClick=${() => refine({ [name]: f.value === chosen ? '' : f.value })}>
      <span>${say(f)}</span>${f.value === chosen ? html`<${Icon} name="close" size="14" />` : html`<span class="facet-count">${number(f.count)}</span>`}</button>`)}
    ${list.length > few && html`<button type="button" class="link small" onClick=${() => setAll(!all)}>${t(all ? 'search.fewer' : 'search.more', { n: number(list.length - few) })}</button>`}
  </fieldset>`;
}
