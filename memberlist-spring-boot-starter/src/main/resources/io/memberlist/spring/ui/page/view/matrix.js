import { html, nothing } from '../lib/lit-html/lit-html.js';
import { icon, safe } from '../icons.js';

const MOST = 12;
const LETTERS = { A: ['alive', 'alive'], S: ['suspect', 'suspect'], D: ['dead', 'failed'], L: ['left', 'left'] };

function cell(letter) {
  if (letter === '-') return html`<td><span class="hidden">itself</span></td>`;
  if (letter === 'x') return html`<td class="blind"><span class="hidden">no view</span></td>`;
  const known = LETTERS[letter];
  if (!known) return html`<td><span aria-hidden="true">·</span><span class="hidden">unknown</span></td>`;
  return html`<td class="tone-${known[0]}">${icon(known[0])}<span class="hidden">${known[1]}</span></td>`;
}

export function showsMatrix(state) {
  const n = state.matrix?.names.length ?? 0;
  return state.hello?.mode === 'all-views' && n > 1 && n <= MOST;
}

export function matrix(state) {
  if (!showsMatrix(state)) return nothing;
  const { names, rows } = state.matrix;
  return html`<div class="head"><h2 id="matrix-head">Who believes what</h2></div>
    <div class="scroll" tabindex="0" role="region" aria-label="Table of beliefs"><table>
      <caption>A row is what one member believes of each other member.</caption>
      <thead><tr><td></td>${names.map((n, i) => html`<th scope="col" title=${n}><span aria-hidden="true">${i + 1}</span><span class="hidden">${n}</span></th>`)}</tr></thead>
      <tbody>${names.map((n, i) => html`<tr><th scope="row">${i + 1} ${safe(n)}</th>${[...rows[i]].map(cell)}</tr>`)}</tbody>
    </table></div>`;
}
