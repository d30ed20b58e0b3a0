// Fields for agencies: free text with the known agencies as suggestions. What is typed
// and known becomes the agency; what is not stays as a name.
import { html } from './html.js';
import { Field } from './field.js';
import { agencies, findAgency, agencyOf } from './agencies.js';

export function AgencyList() {
  return html`<datalist id="agencies">${agencies.value.map((a) => html`<option key=${a.id} value=${a.name}>${a.short || ''}</option>`)}</datalist>`;
}

export function AgencyField(props) {
  return html`<${Field} list="agencies" autocomplete="off" ...${props} />`;
}

// A Party from what stands in the field; before keeps unit and printed form if it is the same agency.
export function partyOf(text, before) {
  const name = text.trim();
  if (!name) return {};
  const agency = findAgency(name);
  if (agency) return before?.agency === agency.id ? before : { ...(before && { unit: before.unit, printed: before.printed }), agency: agency.id, name: agency.name };
  return before && (before.name === name || before.printed === name) ? before : { name, ...(before?.printed && { printed: before.printed }) };
}

export const textOf = (party) => agencyOf(party?.agency)?.name || party?.name || party?.printed || '';
