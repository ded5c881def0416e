/** Shapes of states: never colour alone (docs/page.md, section 6.3). */
import { html, svg } from './lib/lit-html/lit-html.js';
import { STATES, safeParts } from './words.js';

const GLYPHS = {
  alive: 'M-7 0l5 6 9-11',
  suspect: 'M-5-5c0-7 11-7 11 0c0 4-5 4-5 8M1 10v.1',
  dead: 'M-7-7l14 14M7-7l-14 14',
  left: 'M-8 0h15M2-6l6 6-6 6',
};

export function glyph(tone) {
  return GLYPHS[tone];
}

function frame(tone) {
  switch (tone) {
    case 'suspect': return svg`<path d="M0-11.5 11.5 10h-23z" /><path d="M0-3v6M0 6.6v.2" />`;
    case 'dead': return svg`<rect x="-11" y="-11" width="22" height="22" /><path d="M-5-5l10 10M5-5l-10 10" />`;
    case 'left': return svg`<circle r="11" stroke-dasharray="2 3" /><path d="M-5.8 0h10.8M1.4-4.3l4.3 4.3-4.3 4.3" />`;
    default: return svg`<circle r="11" /><path d="M-5 0l3.600 4.300 6.500-7.900" />`;
  }
}

export function icon(tone) {
  return html`<svg class="icon tone-${tone}" viewBox="-13 -13 26 26" fill="none" stroke="currentColor"
    stroke-width="2.200" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${frame(tone)}</svg>`;
}

export function stateIcon(s) {
  return icon(STATES[s]?.tone ?? 'left');
}

/** A name, tag or text of others: text only, odd characters shown as what they are. */
export function safe(text) {
  const parts = safeParts(text);
  if (parts.every((p) => p.text)) {
    return html`<span class="name">${text}</span>`;
  }
  return html`<span class="name">${parts.map((p) => (p.odd ? html`<span class="odd">${p.odd}</span>` : p.text))}</span>`;
}
