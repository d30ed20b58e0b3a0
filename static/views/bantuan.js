import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';

const keys = [['/', 'help.search'], ['Enter', 'help.accept'], ['Tab', 'help.tab'], ['Shift Enter', 'help.newline'], ['Alt L', 'help.skip'], ['Esc', 'help.close']];
const fields = ['nomor:1605/D2', 'dari:kemlu', 'kepada:bp2mi', 'hal:pemulangan', 'kasus:K-2024', 'pmi:mawarti', 'jenis:notula', 'tanggal:2024-01..2024-06', '"serah terima"'];

// Help: the keys, and how to ask the search box.
export default function Bantuan() {
  return html`<div class="page-head"><div><h1>${t('nav.bantuan')}</h1></div></div>
    <div class="grid-2">
      <section class="card card-body stack"><h2>${t('help.keys')}</h2><dl class="facts">${keys.map(([key, text]) => html`<dt><kbd>${key}</kbd></dt><dd>${t(text)}</dd>`)}</dl></section>
      <section class="card card-body stack"><h2>${t('help.query')}</h2><p class="soft">${t('help.queryHint')}</p><div class="examples">${fields.map((f) => html`<code key=${f}>${f}</code>`)}</div></section>
      <section class="card card-body stack"><h2>${t('help.flow')}</h2><ol class="numbered">${[1, 2, 3, 4].map((n) => html`<li key=${n}>${t('help.flow.' + n)}</li>`)}</ol></section>
      <section class="card card-body stack"><h2>${t('help.safe')}</h2><p>${t('help.safeText')}</p></section>
    </div>`;
}
