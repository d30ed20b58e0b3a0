// The truth about this device, at all times: whether the server can be reached, what is on
// its way, what exists here only, and whether a newer version of the page waits.
import { html } from './html.js';
import { Icon } from './icons.js';
import { t } from './i18n.js';
import { link } from './router.js';
import { number } from './format.js';
import { reached, session, may } from './session.js';
import { unsent, waiting, sending, lasting, exportAll, drain } from './outbox.js';
import { newer, takeOver } from './offline.js';
import { complain, toast } from './toast.js';

export function DeviceBar() {
  const left = unsent();
  const refused = waiting.value.filter((item) => item.state === 'refused').length;
  const going = Object.keys(sending.value).length;
  const away = !reached.value || session.value?.offline;
  const save = () => exportAll().then(() => toast(t('device.saved')), complain);
  return html`
    ${away && html`<div class="offline-bar" role="status"><${Icon} name="offline" size="18" /><span>${t(may('register') ? 'shell.offline' : 'shell.offlineRead')}</span></div>`}
    ${left.length > 0 && html`<div class=${refused || away ? 'device-bar amber' : 'device-bar'} role="status"><${Icon} name=${refused ? 'alert' : 'upload'} size="18" />
      <span>${going ? t('device.sending', { n: number(left.length) }) : t(lasting.value ? 'device.only' : 'device.tabOnly', { n: number(left.length) })}
        ${refused > 0 && html` ${t('device.refused', { n: number(refused) })}`}</span>
      <span class="row"><a class="button small" href=${link('daftarkan')}>${t('device.see')}</a>
        ${!going && html`<button type="button" class="button small" onClick=${drain}>${t('device.send')}</button>`}
        <button type="button" class="button small" onClick=${save}><${Icon} name="download" size="16" />${t('device.save')}</button></span></div>`}
    ${newer.value && html`<div class="device-bar" role="status"><${Icon} name="retry" size="18" /><span>${t('device.newer')}</span>
      <button type="button" class="button small" onClick=${takeOver}>${t('device.takeOver')}</button></div>`}`;
}
