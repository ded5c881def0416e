import { html, nothing } from '../lib/lit-html/lit-html.js';
import { safe, stateIcon } from '../icons.js';
import { now } from '../stream.js';
import { STATES, age, clock, entry, seconds } from '../words.js';

const EVENTS = 10;

function pair(term, value) {
  return value === nothing ? nothing : html`<dt>${term}</dt><dd>${value}</dd>`;
}

function tags(m) {
  const list = Object.entries(m.tags ?? {});
  return list.length ? list.map(([k, v]) => html`<div>${safe(k)} = ${safe(v)}</div>`) : nothing;
}

function meta(m) {
  if (!m.meta) return nothing;
  return html`${m.meta.bytes} bytes: ${m.meta.text === undefined ? html`<span class="mono">${m.meta.hex}</span>` : safe(m.meta.text)}`;
}

function suspicion(m, t) {
  if (!m.suspicion) return nothing;
  return html`${m.suspicion.accusers.join(', ')}; decision in ${seconds(Math.max(0, m.suspicion.deadline - t))}
    (between ${seconds(m.suspicion.min)} and ${seconds(m.suspicion.max)}, shorter with every accuser)`;
}

function events(state, name) {
  const own = state.log.filter((e) => e.n === name).slice(0, EVENTS);
  return own.length ? own.map((e) => html`<div><time>${clock(e.t)}</time> ${entry(e)[2]}</div>`) : nothing;
}

/** Everything about the selected member. */
export function detail(state, ui) {
  const m = state.members.get(ui.selected);
  if (!m) return nothing;
  const t = now(state);
  return html`<dl class="detail" @keydown=${ui.detailKey}>
    <h3 tabindex="-1" id="detail-head">${stateIcon(m.s)} ${safe(m.n)}
      <button type="button" @click=${ui.close}>Close</button></h3>
    ${pair('state', html`${STATES[m.s]?.word ?? m.s} since ${clock(m.c)}, ${age(t - m.c)}`)}
    ${pair('address', html`<span class="mono">${m.a}</span>`)}
    ${pair('incarnation', m.i)}
    ${pair('protocol version', m.v)}
    ${pair('round-trip time', m.rtt === undefined ? nothing : `${m.rtt} ms`)}
    ${pair('last answer', m.lastHeard === undefined ? nothing : `${age(t - m.lastHeard)} ago`)}
    ${pair('accused by', suspicion(m, t))}
    ${pair('tags', tags(m))}${pair('metadata', meta(m))}
    ${pair('events', events(state, m.n))}</dl>`;
}
