// A look at a document that was found, beside the list: its page with the words marked,
// and who wrote it when.
import { html, useMemo } from './html.js';
import { Icon } from './icons.js';
import { t } from './i18n.js';
import { longDate } from './format.js';
import { link } from './router.js';
import { Sheets, useTranscript, findWords } from './sheet.js';
import { Route, numberOf, titleOf } from './lines.js';
import { HitSimilar } from './similar.js';

export function Preview({ hit, q }) {
  const doc = hit.document;
  const transcript = useTranscript(doc.file ? doc.id : '', doc.rev);
  const hits = useMemo(() => findWords(transcript.data, q), [transcript.data, q]);
  const best = hit.snippets[0]?.page || 1;
  return html`<aside class="preview card" aria-label=${t('search.preview')}>
    <div class="preview-head"><h2>${titleOf(doc)}</h2>
      <p class="small soft"><span class="letter-number">${numberOf(doc)}</span> · ${longDate(doc.date)}</p><p class="small soft"><${Route} doc=${doc} /></p>
      <div class="row"><a class="button small primary" href=${link('naskah', doc.id, { q })}><${Icon} name="open" size="16" />${t('common.open')}</a>
        ${hit.cases[0] && html`<a class="button small" href=${link('kasus', hit.cases[0].id)}><${Icon} name="case" size="16" />${t('nav.kasus')}</a>`}</div></div>
    <div class="preview-paper">${doc.file
      ? html`<${Sheets} key=${doc.id} id=${doc.id} count=${doc.file.pages} pages=${transcript.data?.pages} hits=${hits} places=${best > 1 && hits.length ? [{ page: best, box: (hits.find((h) => h.page === best) || hits[0]).box, level: 'high', now: true }] : []} width=${800} />`
      : html`<p class="quiet">${t('document.noFile')}</p>`}</div>
    <${HitSimilar} doc=${doc} />
  </aside>`;
}
