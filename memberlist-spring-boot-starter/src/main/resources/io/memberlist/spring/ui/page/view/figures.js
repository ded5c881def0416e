import { html, nothing } from '../lib/lit-html/lit-html.js';
import { safe } from '../icons.js';
import { now } from '../stream.js';
import { STATES, age, counts, seconds } from '../words.js';

function card(id, head, value, below, extra = nothing) {
  return html`<div class="card figure" role="group" aria-labelledby=${id}>
    <h2 id=${id}>${head}</h2><b>${value}</b>${extra}<p class="soft">${safe(below)}</p></div>`;
}

function members(state) {
  const n = counts([...state.members.values()]);
  const parts = ['ALIVE', 'SUSPECT', 'DEAD', 'LEFT'].filter((s) => n[s]);
  const words = parts.map((s) => `${n[s]} ${STATES[s].word.toLowerCase()}`).join(' · ');
  const bar = html`<div class="parts" aria-hidden="true">
    ${parts.map((s) => html`<i class="tone-${STATES[s].tone}" data-grow=${n[s]}></i>`)}</div>`;
  return card('figure-members', 'Members', (n.ALIVE + n.SUSPECT).toLocaleString('en'), words || 'none yet', bar);
}

function change(state) {
  if (state.hello?.mode !== 'all-views') {
    return card('figure-change', 'News still being spread', state.broadcasts ?? '–', news(state));
  }
  const s = state.spread;
  if (!s) {
    return card('figure-change', 'Last change reached everyone in', '–', 'nothing has changed yet');
  }
  const value = s.took === undefined ? `${s.known.length} of ${s.of} know` : seconds(s.took);
  if (s.missing?.length) {
    return card('figure-change', 'Last change reached everyone in', value, `${s.what} – not everybody: ${s.missing.join(', ')} ${s.missing.length === 1 ? 'is' : 'are'} missing`);
  }
  const slow = state.expected && s.took > 2 * state.expected ? ', slower than usual' : '';
  return card('figure-change', 'Last change reached everyone in', value, `${s.what}${expected(state)}${slow}`);
}

function expected(state) {
  return state.expected ? ` – expected ≤ ${(state.expected / 1000).toFixed(1)} s` : '';
}

function news(state) {
  const usual = state.expected ? `; news takes about ${(state.expected / 1000).toFixed(1)} s to reach everyone` : '';
  return (state.broadcasts ? `sent ${state.rumour.sent} of ${state.rumour.limit} times` : 'everything is told') + usual;
}

function failure(state) {
  const last = [...state.members.values()].filter((m) => m.s === 'DEAD').sort((a, b) => b.c - a.c)[0];
  if (state.hello?.mode === 'all-views') {
    const d = state.detection;
    const without = last ? `${last.n} failed; its process is not of this page, which cannot know when it ended` : 'nothing has failed yet';
    return card('figure-failure', 'Last failure detected after', d ? seconds(d.took) : '–',
      d ? `${d.node}, from its end to the first who declared it failed` : without);
  }
  if (!last) {
    return card('figure-failure', 'Silent before declared failed', '–', 'nothing has failed yet');
  }
  const silent = last.lastHeard ? `≤ ${seconds(last.c - last.lastHeard)}` : '–';
  return card('figure-failure', 'Silent before declared failed', silent, `${last.n}, ${age(now(state) - last.c)} ago, seen from here`);
}

function health(state) {
  const most = (state.hello?.config.awarenessMax ?? 8) - 1;
  const interval = state.hello?.config.probeInterval ?? 1000;
  const score = state.healthScore ?? 0;
  const pips = html`<div class="pips" aria-hidden="true">
    ${Array.from({ length: most }, (_, i) => html`<i class=${i < score ? 'on' : ''}></i>`)}</div>`;
  const below = score === 0 ? `probes every ${seconds(interval)}`
    : `probes every ${seconds(interval * (score + 1))} instead of ${seconds(interval)}`;
  return card('figure-health', 'Local health score', `${score} of ${most}`, below, pips);
}

export function figures(state) {
  return html`${members(state)}${change(state)}${failure(state)}${health(state)}`;
}
