// A modal form on the browser's own <dialog>: focus is kept inside, Escape closes.
import { html, useEffect, useRef, useState, useId } from './html.js';
import { Icon } from './icons.js';
import { t } from './i18n.js';
import { trouble } from './states.js';

// save is called on submit and may throw a Problem, which is shown in place.
export function Dialog({ title, close, save, saveLabel, danger, wide, children }) {
  const box = useRef(null);
  const [problem, setProblem] = useState(null);
  const [busy, setBusy] = useState(false);
  const name = useId();
  useEffect(() => {
    box.current.showModal();
    box.current.querySelector('.dialog-body :is(input, select, textarea)')?.focus();
  }, []);

  async function submit(event) {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await save(event);
    } catch (err) {
      setProblem(err);
      setBusy(false);
    }
  }
  return html`<dialog ref=${box} class=${wide ? 'dialog wide' : 'dialog'} aria-labelledby=${name} onClose=${close}
      onClick=${(e) => { if (e.target === box.current) close(); }}>
    <form onSubmit=${submit}>
      <header><h2 id=${name}>${title}</h2>
        <button type="button" class="icon-button" aria-label=${t('common.close')} onClick=${close}><${Icon} name="close" /></button></header>
      <div class="dialog-body">${children}
        ${problem && html`<p class="form-problem" role="alert"><${Icon} name="alert" size="18" />${trouble(problem)}</p>`}</div>
      <footer><button type="button" class="button" onClick=${close}>${t(save ? 'common.cancel' : 'common.close')}</button>
        ${save && html`<button type="submit" class=${danger ? 'button danger' : 'button primary'} disabled=${busy}>${saveLabel || t('common.save')}</button>`}</footer>
    </form>
  </dialog>`;
}
