// Puts aside what does not belong into the archive, and brings it back. Nothing is
// erased: the document stays, marked as withdrawn.
import { html, useState } from './html.js';
import { Icon } from './icons.js';
import { t } from './i18n.js';
import { edit } from './api.js';
import { Dialog } from './dialog.js';
import { Field } from './field.js';
import { may } from './session.js';
import { toast, complain } from './toast.js';

const change = async (doc, patch) => (await edit('/documents/' + doc.id, doc.rev, patch)).document;

// Brings a withdrawn document back to those that wait to be confirmed.
export async function restore(doc, done) {
  try {
    const back = await change(doc, { status: 'to_confirm' });
    toast(t('document.restored'));
    done?.(back);
  } catch (err) { complain(err); }
}

async function discard(doc, done) {
  try {
    const gone = await change(doc, { status: 'withdrawn' });
    toast(t('document.discarded'), { action: () => restore(gone, done) });
    done?.(gone);
  } catch (err) { complain(err); }
}

// The button for a file nobody wants, while it is not registered.
export function Discard({ doc, done, small }) {
  if (!may('register') || !['to_confirm', 'set_aside'].includes(doc.status)) return null;
  return html`<button type="button" class=${small ? 'button small' : 'button'} title=${t('document.discardHint')} onClick=${() => discard(doc, done)}>
    <${Icon} name="close" size="16" />${t('document.discard')}</button>`;
}

export function Restore({ doc, done }) {
  if (!may('register') || doc.status !== 'withdrawn') return null;
  return html`<button type="button" class="button small" onClick=${() => restore(doc, done)}><${Icon} name="back" size="16" />${t('document.restore')}</button>`;
}

// Takes a registered letter out of the register, with the reason kept in its remark.
export function WithdrawDialog({ doc, close, done }) {
  const [reason, setReason] = useState('');
  async function save() {
    const before = doc.remark || '';
    const remark = [before, t('document.withdrawnBecause', { reason: reason.trim() })].filter(Boolean).join('\n');
    const gone = await change(doc, { status: 'withdrawn', remark });
    const undo = async () => {
      try {
        const back = await change(gone, { status: 'to_confirm', remark: before });
        done(await change(back, { status: 'registered' }));
      } catch (err) { complain(err); }
    };
    close();
    toast(t('document.withdrawnToast'), { action: undo });
    done(gone);
  }
  return html`<${Dialog} title=${t('document.withdrawTitle')} close=${close} save=${save} saveLabel=${t('document.withdraw')} danger>
    <p>${t('document.withdrawHint')}</p>
    <${Field} label=${t('document.withdrawReason')} rows=${2} value=${reason} set=${setReason} required /><//>`;
}
