import { html, nothing } from '../lib/lit-html/lit-html.js';
import { repeat } from '../lib/lit-html/directives/repeat.js';
import { safe, stateIcon } from '../icons.js';
import { now } from '../stream.js';
import { STATES, age, clock } from '../words.js';
import { detail } from './detail.js';

const COLUMNS = [
  ['n', 'Name'], ['s', 'State'], ['a', 'Address'], ['c', 'Since'], ['rtt', 'RTT ms', 'number'], ['h', 'Health', 'number'], ['i', 'Incarnation', 'number'],
  ['tags', 'Tags'],
];

function text(m) {
  const tags = Object.entries(m.tags ?? {}).map(([k, v]) => `${k}=${v}`);
  return [m.n, m.a, `state:${STATES[m.s]?.word ?? m.s}`, ...tags].join(' ').toLowerCase();
}

function value(m, column) {
  switch (column) {
    case 's': return STATES[m.s]?.order ?? 9;
    case 'tags': return text(m);
    case 'rtt': return m.rtt ?? Infinity;
    case 'h': return m.h ?? Infinity;
    default: return m[column];
  }
}

function compare(a, b) {
  if (typeof a === 'number') return a - b;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The rows in the order wanted now. */
export function ordered(state, ui) {
  const { column, down } = ui.sort;
  const rows = [...state.members.values()];
  rows.sort((a, b) => (column === null
    ? value(a, 's') - value(b, 's') || compare(a.n, b.n)
    : (down ? -1 : 1) * compare(value(a, column), value(b, column)) || compare(a.n, b.n)));
  const filter = ui.filter.trim().toLowerCase();
  return filter ? rows.filter((m) => filter.split(/[\s,]+/).every((word) => text(m).includes(word))) : rows;
}

function head(ui, [column, words, kind]) {
  const sorted = ui.sort.column === column;
  const direction = sorted ? (ui.sort.down ? 'descending' : 'ascending') : nothing;
  return html`<th scope="col" class=${kind ?? ''} aria-sort=${direction}>
    <button type="button" @click=${() => ui.sortBy(column)}>${words}${sorted ? (ui.sort.down ? ' ▼' : ' ▲') : ''}</button></th>`;
}

function row(m, ui, t) {
  const tone = STATES[m.s]?.tone ?? 'left';
  const tags = Object.entries(m.tags ?? {});
  return html`<tr role="row" class=${ui.selected === m.n ? 'selected' : ''}>
    <td role="cell"><button type="button" class="row" aria-expanded=${ui.selected === m.n} @click=${() => ui.select(m.n, 'table')}>${safe(m.n)}</button>
      ${m.self ? html`<span class="soft">this node</span>` : nothing}</td>
    <td role="cell" class="tone-${tone}"><span class="state">${stateIcon(m.s)} ${STATES[m.s]?.word ?? m.s}</span></td>
    <td role="cell" class="mono">${m.a}</td>
    <td role="cell" data-label="since">${age(t - m.c)}</td>
    <td role="cell" class="number" data-label="RTT ms">${m.rtt === undefined ? '–' : m.rtt.toFixed(2)}</td>
    <td role="cell" class="number" data-label="health">${m.h ?? '–'}</td>
    <td role="cell" class="number" data-label="incarnation">${m.i}</td>
    <td role="cell" class="wide">${tags.map(([k, v]) => html`<span class="tag">${safe(k)} ${safe(v)}</span>`)}
      ${m.meta ? html`<span class="soft">${m.meta.bytes} bytes</span>` : nothing}</td></tr>
    ${ui.selected === m.n && ui.detailAt === 'table' ? html`<tr role="row"><td role="cell" class="wide" colspan=${COLUMNS.length}>${ui.detail}</td></tr>` : nothing}`;
}

export function members(state, ui) {
  const wanted = ordered(state, ui);
  const { rows, stale } = ui.freeze(wanted);
  const shown = rows.slice(0, ui.rows);
  const t = now(state);
  const old = ['STOPPED', 'LEFT'].includes(state.status);
  ui.detail = ui.selected && ui.detailAt === 'table' ? detail(state, ui) : nothing;
  return html`<div class="head"><h2 id="members-head">Members</h2>
      <span class="soft">${wanted.length === state.members.size ? `${wanted.length} known` : `${wanted.length} of ${state.members.size}`}${ui.sort.column === null ? ', problems first' : ''}${old && state.stopped ? `, as of ${clock(state.stopped)}` : ''}
      ${stale ? html`<button type="button" @click=${ui.sortAgain}>order is out of date, sort again</button>` : nothing}</span>
      <label class="hidden" for="filter">Filter by name, address, tag=value, state:suspect</label>
      <input id="filter" type="search" placeholder="filter: name, tag=value, state:…" .value=${ui.filter} @input=${(e) => ui.setFilter(e.target.value)}></div>
    <div class="scroll" tabindex="0" role="region" aria-label="Table of the members" @pointerenter=${ui.hold} @pointerleave=${ui.release}>
    <table role="table" class=${old ? 'old' : ''}><caption class="hidden">Members of the cluster as this node sees them</caption>
      <thead role="rowgroup"><tr role="row">${COLUMNS.map((c) => head(ui, c))}</tr></thead>
      <tbody role="rowgroup">${repeat(shown, (m) => m.n, (m) => row(m, ui, t))}</tbody></table></div>
    ${rows.length > shown.length ? html`<button type="button" class="more" @click=${ui.more}>show ${(rows.length - shown.length).toLocaleString('en')} more</button>` : nothing}`;
}
