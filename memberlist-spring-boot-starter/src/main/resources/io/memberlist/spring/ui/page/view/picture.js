import { html, nothing, svg } from '../lib/lit-html/lit-html.js';
import { repeat } from '../lib/lit-html/directives/repeat.js';
import { arc, labelPlace, layout, MOST, seedPlaces } from '../geometry.js';
import { glyph, icon } from '../icons.js';
import { now } from '../stream.js';
import { STATES, lastSecond, memberLabel, seconds } from '../words.js';
import { detail } from './detail.js';

const KNOWS_MS = 5000;
const SEEDS = 8;
const REASON_LENGTH = 30;
const MESSAGES = [
  ['ping', 'ping and answer', svg`<circle r="4" />`],
  ['indirect', 'ping through others', svg`<path d="M5 0L-4 4.500L-4-4.500Z" />`],
  ['gossip', 'gossip', svg`<path d="M5.500 0L0 4.500L-5.500 0L0-4.500Z" />`],
  ['sync', 'state exchange', svg`<rect x="-3" y="-6" width="6" height="12" />`],
  ['left', 'of an application', svg`<rect x="-4" y="-4" width="8" height="8" />`],
];

function short(name, most) {
  const c = [...name];
  return c.length > most ? `${c.slice(0, most - 1).join('')}…` : name;
}

function shape(m, plan) {
  const tone = STATES[m.s]?.tone ?? 'left';
  const r = plan.radius;
  if (tone === 'dead') {
    const half = plan.dense ? r + 1.5 : r * 0.9;
    return svg`<rect class="disc" x=${-half} y=${-half} width=${2 * half} height=${2 * half} rx="3" />`;
  }
  if (plan.dense && tone === 'suspect') {
    return svg`<path class="disc" d="M0 ${-r * 1.6} L${r * 1.6} ${r * 1.3} L${-r * 1.6} ${r * 1.3} Z" />`;
  }
  return svg`<circle class="disc" r=${r} />`;
}

function suspicionArc(m, plan, t) {
  if (!m.suspicion || plan.dense) return nothing;
  const whole = Math.max(1, m.suspicion.max);
  const share = Math.max(0, m.suspicion.deadline - t) / whole;
  return svg`<circle class="track" r=${plan.radius + 8} /><path class="arc" d=${arc(plan.radius + 8, share)} />`;
}

function knows(m, state, plan, t) {
  const s = state.spread;
  if (!s || plan.dense || !s.known.includes(m.n)) return nothing;
  if (s.took !== undefined && t - s.at - s.took > KNOWS_MS) return nothing;
  const d = plan.radius * Math.SQRT1_2;
  return svg`<circle class="knows" cx=${d} cy=${-d} r="6.5" />`;
}

function label(m, plan) {
  if (plan.dense) return nothing;
  const place = labelPlace(m.n, plan);
  return svg`<text x=${place.x} y=${place.y} text-anchor=${place.anchor}>${short(m.n, place.most)}</text>`;
}

function node(m, state, plan, ui, t) {
  const at = plan.at.get(m.n);
  const tone = STATES[m.s]?.tone ?? 'left';
  const classes = `node ${tone} tone-${tone}${plan.dense ? ' dense' : ''}${ui.selected === m.n ? ' selected' : ''}`;
  return svg`<g class=${classes} transform="translate(${at.x.toFixed(1)} ${at.y.toFixed(1)})" role="button"
      tabindex=${ui.focusName(plan) === m.n ? 0 : -1} data-name=${m.n} aria-label=${memberLabel(m, t)}
      @click=${() => ui.select(m.n)} @keydown=${(e) => ui.pictureKey(e, plan)} @focus=${() => ui.focused(m.n)}>
    <circle class="ring" r=${plan.radius + 10} />
    ${suspicionArc(m, plan, t)}${shape(m, plan)}
    ${plan.dense ? nothing : svg`<path class="glyph" transform="scale(${plan.radius / 24})" d=${glyph(tone)} />`}
    ${m.self ? svg`<circle class="own" r=${plan.radius + 4.5} />` : nothing}
    ${knows(m, state, plan, t)}${label(m, plan)}</g>`;
}

function mesh(plan) {
  if (!plan.mesh) return nothing;
  const points = [...plan.at.values()];
  const lines = points.flatMap((a, i) => points.slice(i + 1).map((b) => `M${a.x.toFixed(0)} ${a.y.toFixed(0)}L${b.x.toFixed(0)} ${b.y.toFixed(0)}`));
  return svg`<path class="mesh" d=${lines.join('')} />`;
}

function split(plan) {
  if (!plan.split) return nothing;
  const x = plan.width / 2;
  return svg`<path class="cutline" d="M${x} 20V${plan.height - 34}" />
    <text class="cutword" x=${x} y=${plan.height - 14}>network cut</text>`;
}

/** Seeds are shown as long as none has answered, each with its reason. */
function seeds(state, plan, t) {
  const join = state.join;
  if (plan.drawn.length !== 1 || !join || join.joined || !join.seeds?.length) return nothing;
  const next = join.nextAttempt ? `next attempt in ${seconds(Math.max(0, join.nextAttempt - t))}` : 'trying';
  return svg`${seedPlaces(join.seeds.slice(0, SEEDS), plan).map(([name, at]) => seed(name, at, join.failures?.[name]))}
    <text class="seed-next" x=${plan.width / 2} y=${plan.height / 2 + plan.radius + 38}>${next}</text>`;
}

function seed(name, at, reason) {
  return svg`<g class="seed" role="img" transform="translate(${at.x.toFixed(1)} ${at.y.toFixed(1)})" aria-label="seed ${name}: ${reason ?? 'no answer yet'}">
    <circle r="20" /><text y="36">${short(name, 24)}</text>
    <text y="52" class="small">${short(reason ?? 'no answer yet', REASON_LENGTH)}</text></g>`;
}

function caption(state, ui, plan, all) {
  const parts = [ui.moves ? 'What moves is real, but slowed; positions have no meaning.'
    : 'Positions have no meaning: every member talks to every other.'];
  if (ui.moves && ui.sampled) parts.push('A sample of the messages.');
  if (plan.dense) parts.push('Names by focus and in the table.');
  if (all.length > MOST) parts.push(`${MOST} of ${all.length.toLocaleString('en')} shown.`);
  return parts.join(' ');
}

/** What moves, or in words if nothing shall move. */
function messages(state, ui) {
  if (state.hello?.limits.trafficPerSecond === 0) return nothing;
  if (!ui.moves) return html`<p class="soft" id="last-second">${ui.lastSecond(lastSecond)}</p>`;
  return html`<div class="legend" aria-label="Messages" role="group">${MESSAGES.map(([name, words, shape]) => html`<span>
    <svg viewBox="-7 -7 14 14" width="14" height="14" aria-hidden="true" class="message ${name}">${shape}</svg>${words}</span>`)}</div>`;
}

export function picture(state, ui) {
  const all = [...state.members.values()];
  const plan = layout(all, ui.narrow, state.groups);
  ui.plan = plan;
  const t = now(state);
  return html`<div class="head"><h2 id="picture-head">Cluster</h2><span class="soft">${caption(state, ui, plan, all)}</span></div>
    <div id="controls"></div>
    <div class="stage"><svg viewBox="0 0 ${plan.width} ${plan.height}" role="group" aria-label="Members of the cluster">
      ${mesh(plan)}${split(plan)}${seeds(state, plan, t)}
      ${repeat(plan.drawn, (m) => m.n, (m) => node(m, state, plan, ui, t))}
    </svg><canvas id="traffic" aria-hidden="true"></canvas></div>
    ${messages(state, ui)}
    <div class="legend">${Object.values(STATES).map((s) => html`<span>${icon(s.tone)} ${s.word}</span>`)}
      <span>second ring: this node</span></div>
    ${ui.selected && ui.detailAt === 'picture' ? detail(state, ui) : nothing}`;
}
