import { html } from '../lib/lit-html/lit-html.js';
import { icon, safe } from '../icons.js';
import { now } from '../stream.js';
import { seconds, verdict as judge } from '../words.js';

/** The sentence as it is shown: what was known last, if the connection is lost. */
export function current(state) {
  const judged = judge(state, now(state));
  if (state.connection !== 'lost') {
    return judged;
  }
  const silent = performance.now() - state.lastHeard;
  return { ...judged, tone: 'left', text: `Last known, ${seconds(silent)} old: ${judged.text}` };
}

export function verdict(state) {
  if (!state.ready) {
    return html`<h2 id="verdict-text">Connecting…</h2>`;
  }
  const v = current(state);
  return html`${icon(v.tone)}<div><h2 id="verdict-text">${safe(v.text)}</h2><p class="soft">${safe(v.reason)}</p></div>`;
}
