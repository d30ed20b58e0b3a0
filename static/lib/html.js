// The one place that binds htm to preact. Everything on screen is made with html`…`,
// which writes text as text: file names and letters are hostile.
import { h } from 'preact';
import htm from 'htm';

export const html = htm.bind(h);
export { render, Fragment } from 'preact';
export { useState, useEffect, useLayoutEffect, useRef, useMemo, useCallback, useId } from 'preact/hooks';
export { signal, computed, effect, batch, useSignal, useComputed } from '@preact/signals';

// classes('card', open && 'is-open') → 'card is-open'
export const classes = (...names) => names.filter(Boolean).join(' ');
