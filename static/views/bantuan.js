import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { link } from '../lib/router.js';

const keys = [['/', 'help.search'], ['↓ ↑', 'help.arrows'], ['Enter', 'help.accept'], ['Tab', 'help.tab'], ['Shift Enter', 'help.newline'], ['Alt L', 'help.skip'], ['Esc', 'help.close']];

// What can be asked, each with an example that can be tried.
const language = [
  ['help.ask.words', ['gaji tidak dibayar', '"serah terima"', 'paspor -malaysia', 'deport*', 'mawarti OR pardiyanto', '(gaji OR upah) riyadh']],
  ['help.ask.number', ['1605/D2', 'b1605', 'nomor:1605', 'AT118204']],
  ['help.ask.fields', ['dari:kemlu', 'kepada:bp2mi', 'instansi:kdei', 'hal:pemulangan', 'pmi:mawarti', 'kasus:gaji', 'jenis:notula', 'arah:masuk', 'masalah:gaji', 'negara:uea', 'status:terbuka', 'tingkat:rahasia']],
  ['help.ask.times', ['minggu ini', 'bulan lalu', '3 bulan terakhir', 'Maret 2024', 'triwulan I 2025', 'sejak Juli 2024', 'tahun:2024', 'tanggal:2024-01..2024-06']],
  ['help.ask.states', ['lampau', 'belum dijawab', 'tenggat:minggu-ini', 'tenggat:dijawab-terlambat']],
];

// Help: how to ask the search box, the keys, the way of a letter.
export default function Bantuan() {
  return html`<div class="page-head"><div><h1>${t('nav.bantuan')}</h1></div></div>
    <section class="card card-body stack help-language"><h2>${t('help.query')}</h2><p class="soft">${t('help.queryHint')}</p>
      ${language.map(([text, examples]) => html`<div key=${text} class="help-line"><p>${t(text)}</p><div class="chips">${examples.map((q) => html`<a key=${q} class="chip-button" href=${link('cari', { q })}>${q}</a>`)}</div></div>`)}
      <p class="small soft">${t('help.ask.forgiving')}</p></section>
    <div class="grid-3">
      <section class="card card-body stack"><h2>${t('help.keys')}</h2><dl class="facts">${keys.map(([key, text]) => html`<dt><kbd>${key}</kbd></dt><dd>${t(text)}</dd>`)}</dl></section>
      <section class="card card-body stack"><h2>${t('help.flow')}</h2><ol class="numbered">${[1, 2, 3, 4].map((n) => html`<li key=${n}>${t('help.flow.' + n)}</li>`)}</ol></section>
      <section class="card card-body stack"><h2>${t('help.safe')}</h2><p>${t('help.safeText')}</p></section>
    </div>`;
}
