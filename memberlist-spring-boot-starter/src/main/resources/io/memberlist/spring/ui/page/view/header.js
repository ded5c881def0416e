import { html, nothing } from '../lib/lit-html/lit-html.js';
import { safe } from '../icons.js';
import { seconds } from '../words.js';

const WORDS = { live: 'live', connecting: 'connecting', lost: 'not connected' };

function seenFrom(state, ui) {
  const own = state.view ?? state.hello?.self ?? '';
  if (state.hello?.mode !== 'all-views') {
    return html`seen from ${safe(own)}`;
  }
  return html`<label for="seen-from">seen from</label>
    <select id="seen-from" @change=${(e) => ui.look(e.target.value)}>
      ${(state.matrix?.names ?? state.hello.views).map((v) => html`<option .value=${v} ?selected=${v === own}>${v}</option>`)}
    </select>`;
}

export function header(state, ui) {
  const hello = state.hello;
  const keys = state.keys ?? hello?.encryption?.keys ?? 0;
  const tone = state.connection === 'live' ? 'live' : state.connection === 'lost' ? 'lost' : 'behind';
  return html`<h1>${hello?.application ?? 'Cluster'}</h1>
    <span class="soft">${seenFrom(state, ui)}</span>
    <span class="chip ${hello?.label ? '' : 'minor'}">${hello?.label ? html`label ${safe(hello.label)}` : 'no label'}</span>
    <span class="chip">${keys ? `encrypted, ${keys} key${keys === 1 ? '' : 's'}` : 'not encrypted'}</span>
    <span class="space"></span>
    <span class="chip ${tone}">${state.connection === 'live' ? '●' : '○'} ${WORDS[state.connection]}</span>
    ${hello?.limits.trafficPerSecond === 0 ? nothing : html`<button type="button" id="motion" aria-pressed=${ui.motion} @click=${ui.toggleMotion}>Motion</button>`}
    <button type="button" @click=${ui.toggleTheme}>Theme<span class="minor">: ${ui.theme}</span></button>
    <button type="button" aria-label="Help and keys" @click=${ui.openHelp}>?</button>`;
}

export function bar(state, ui) {
  if (state.problem) {
    return html`<div><span>${state.problem}</span></div>`;
  }
  if (ui.defect) {
    return html`<div><span>The page has a defect: ${ui.defect} – reload</span></div>`;
  }
  if (state.connection !== 'lost') {
    return nothing;
  }
  const silent = performance.now() - state.lastHeard;
  const wait = Math.max(0, state.retryAt - performance.now());
  return html`<div><span>Connection to this application lost ${seconds(silent)} ago – what you see is old.
    ${wait > 0 ? `Trying again in ${seconds(wait)}.` : 'Trying again.'}</span>
    <button type="button" @click=${ui.retry}>Try now</button></div>`;
}
