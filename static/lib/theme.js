// Light or dark: the system's choice until the person makes one.
import { signal } from './html.js';

const dark = document.getElementById('dark');
const system = matchMedia('(prefers-color-scheme: dark)');
const chosen = () => localStorage.getItem('theme');

export const theme = signal(chosen() || (system.matches ? 'dark' : 'light'));

function apply() {
  const choice = chosen();
  theme.value = choice || (system.matches ? 'dark' : 'light');
  dark.media = choice ? (choice === 'dark' ? 'all' : 'not all') : '(prefers-color-scheme: dark)';
}

export function toggleTheme() {
  localStorage.setItem('theme', theme.value === 'dark' ? 'light' : 'dark');
  apply();
}

system.addEventListener('change', apply);
apply();
