// Line icons on a 24-grid, drawn here. Beside a visible word they are hidden from
// screen readers; alone they need a label on their button.
import { html } from './html.js';

const paths = {
  home: 'M4 11l8-7 8 7M6 9.5V20h12V9.5M10 20v-5.5h4V20',
  upload: 'M12 15.5V4.5M7.5 9L12 4.5 16.5 9M4.5 15v4.5h15V15',
  check: 'M4 5h10M4 10h6M4 15h4M11 16l3 3 6.5-7.5',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L20 20',
  case: 'M4 8h16v11H4zM9 8V5h6v3M4 12.5h16M12 11.5v2.5',
  clock: 'M12 3.8a8.2 8.2 0 1 0 0 16.4 8.2 8.2 0 0 0 0-16.4zM12 7.5V12l3 2.2',
  book: 'M5 4.5h11.5a2 2 0 0 1 2 2v13H7a2 2 0 0 1-2-2zM5 17.5a2 2 0 0 1 2-2h11.5M9 8.5h5.5',
  agency: 'M4 20h16M5.5 17V10M10 17V10M14 17V10M18.5 17V10M3.5 9.5L12 4l8.5 5.5z',
  gear: 'M12 9.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM12 3.5v2.6M12 17.9v2.6M3.5 12h2.6M17.9 12h2.6M6 6l1.8 1.8M16.2 16.2L18 18M18 6l-1.8 1.8M7.8 16.2L6 18',
  more: 'M4.5 12a.5.5 0 1 0 1 0 .5.5 0 0 0-1 0M11.5 12a.5.5 0 1 0 1 0 .5.5 0 0 0-1 0M18.5 12a.5.5 0 1 0 1 0 .5.5 0 0 0-1 0',
  letter: 'M4 6h16v12H4zM4.5 6.5L12 13l7.5-6.5',
  minutes: 'M6 3.5h12v17H6zM9 8h6M9 12h6M9 16h3.5',
  hand: 'M4 7h9M4 11h6M4 15h5M13 17.5h7M16.5 14l3.5 3.5-3.5 3.500',
  note: 'M5 4.5h14v11h-6.5L8 19.5v-4H5z',
  incoming: 'M12 4v10M8 10.5l4 4 4-4M5 19.5h14',
  outgoing: 'M12 15V5M8 8.5l4-4 4 4M5 19.5h14',
  internal: 'M5 8.5h13M15 5l3.5 3.5L15 12M19 15.5H6M9 12l-3.5 3.5L9 19',
  alert: 'M12 4L21 19.5H3zM12 10v4.5M12 17h.01',
  soon: 'M7 4h10M7 20h10M8 4c0 5 8 6 8 11v5M16 4c0 5-8 6-8 11v5',
  done: 'M12 3.8a8.2 8.2 0 1 0 0 16.4 8.2 8.2 0 0 0 0-16.4zM8.3 12.2l2.6 2.6 4.9-5.4',
  late: 'M12 3.8a8.2 8.2 0 1 0 0 16.4 8.2 8.2 0 0 0 0-16.4zM12 7.5v5.2M12 16h.01',
  waived: 'M12 3.8a8.2 8.2 0 1 0 0 16.4 8.2 8.2 0 0 0 0-16.4zM6.3 6.3l11.4 11.4',
  extended: 'M4 12h13M13 7l5 5-5 5M20.5 6v12',
  lock: 'M6 10.5h12V20H6zM8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5M12 14v2.5',
  bolt: 'M13 3L5.5 13.5H11L10 21l8-11h-5.5z',
  link: 'M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1',
  file: 'M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5',
  folder: 'M3.5 6h6l2 2.5h9V19h-17z',
  download: 'M12 4.5v11M7.5 11l4.5 4.5 4.5-4.5M4.5 19.5h15',
  open: 'M14 4.5h5.5V10M19 5l-8.5 8.5M17 14v5.5H4.5V7H10',
  print: 'M7 9V4h10v5M7 17H4.5V9.5h15V17H17M7 14h10v6H7z',
  plus: 'M12 5v14M5 12h14',
  close: 'M6 6l12 12M18 6L6 18',
  next: 'M9 5l7 7-7 7',
  back: 'M15 5l-7 7 7 7',
  down: 'M5 9l7 7 7-7',
  user: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20c.8-4 3.8-6 7.5-6s6.7 2 7.5 6',
  leave: 'M14 4.5H5.5v15H14M10 12h10M16.5 8.5L20 12l-3.5 3.5',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.600L7 7M17 17l1.4 1.400M18.4 5.600L17 7M7 17l-1.4 1.4',
  moon: 'M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z',
  globe: 'M12 3.800a8.2 8.2 0 1 0 0 16.4 8.2 8.2 0 0 0 0-16.400zM4 12h16M12 4c2.5 2.4 3.6 5 3.6 8s-1.1 5.6-3.6 8c-2.5-2.4-3.6-5-3.6-8S9.5 6.4 12 4z',
  history: 'M4.5 12a7.5 7.5 0 1 0 2.4-5.5L4.5 8.800M4.5 4.5v4.300h4.300M12 8v4.300l3 1.8',
  calendar: 'M4.5 6h15v13.5h-15zM4.5 10h15M8.5 3.5V7M15.5 3.5V7',
  key: 'M8.5 11.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM11.5 12.5L20 4M16 8l3 3M13.5 10.5l2 2',
  quote: 'M6 7h5v5c0 3-1.5 4.5-4 5M14 7h5v5c0 3-1.5 4.5-4 5',
  edit: 'M4.5 19.5l1-4.5L16 4.5l3.5 3.5L9 18.5z',
  help: 'M12 3.800a8.2 8.2 0 1 0 0 16.4 8.2 8.2 0 0 0 0-16.400zM9.5 9.5c0-3.3 5-3.3 5-.2 0 2-2.5 2.2-2.5 4.400M12 16.5h.01',
  offline: 'M4 4l16 16M8.5 15.5a5 5 0 0 1 7 0M5.5 12.300a9.5 9.5 0 0 1 4-2.300M14.5 10a9.5 9.5 0 0 1 4 2.300M12 19h.01',
  retry: 'M19.5 12a7.5 7.5 0 1 1-2.4-5.5l2.4 2.300M19.5 4.5v4.300h-4.3',
  people: 'M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM2.8 19.5c.6-3.6 3-5.5 6.2-5.5s5.6 1.9 6.2 5.5M15.5 5.400a3.5 3.5 0 0 1 0 6.200M17.5 14.600c2 .8 3.3 2.5 3.7 4.9',
  filter: 'M4 5.5h16M7 12h10M10 18.5h4',
};

export function Icon({ name, size = 20, label }) {
  return html`<svg class="icon" viewBox="0 0 24 24" width=${size} height=${size} fill="none" stroke="currentColor"
    stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"
    role=${label ? 'img' : undefined} aria-label=${label} aria-hidden=${label ? undefined : 'true'}>
    <path d=${paths[name] || paths.file} /></svg>`;
}
