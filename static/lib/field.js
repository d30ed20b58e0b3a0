// Form fields: a label, the control, a hint and, for what was read by the machine,
// how sure it is.
import { html, useId, classes } from './html.js';

export function Field({ label, hint, problem, value, set, type = 'text', options, rows, extra, wide, ...rest }) {
  const id = useId();
  const noted = hint || problem ? id + '-hint' : undefined;
  const common = { id, value: value ?? '', 'aria-describedby': noted, 'aria-invalid': problem ? 'true' : undefined, ...rest };
  const onInput = (e) => set(e.currentTarget.value);
  let control;
  if (options) {
    control = html`<select ...${common} onChange=${onInput}>${options.map(([v, text]) => html`<option key=${v} value=${v} selected=${v === (value ?? '')}>${text}</option>`)}</select>`;
  } else if (rows) {
    control = html`<textarea ...${common} rows=${rows} onInput=${onInput}></textarea>`;
  } else {
    control = html`<input ...${common} type=${type} onInput=${onInput} />`;
  }
  return html`<div class=${classes('field', wide && 'wide', problem && 'has-problem')}>
    <div class="field-head"><label for=${id}>${label}</label>${extra}</div>
    ${control}
    ${noted && html`<p class="hint" id=${noted}>${problem || hint}</p>`}
  </div>`;
}

export function Check({ label, checked, set, ...rest }) {
  return html`<label class="check"><input type="checkbox" checked=${checked} onChange=${(e) => set(e.currentTarget.checked)} ...${rest} /><span>${label}</span></label>`;
}

// Buttons of which one is pressed: a small choice that stays in sight.
export function Tabs({ label, value, set, options }) {
  return html`<div class="tabs" role="group" aria-label=${label}>
    ${options.map(([v, text, count]) => html`<button type="button" key=${v} aria-pressed=${v === value ? 'true' : 'false'} onClick=${() => set(v)}>
      ${text}${count !== undefined && html`<span class="count">${count}</span>`}</button>`)}
  </div>`;
}
