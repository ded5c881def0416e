import { html } from '../lib/lit-html/lit-html.js';

const KEYS = [
  ['← → ↑ ↓', 'in the picture: the member before or after; Home and End: the first and the last'],
  ['Enter', 'on a member: everything about it; Escape goes back'],
  ['/', 'filter of the members', true],
  ['m', 'messages in motion, on or off', true],
  ['?', 'this help', true],
];

/** What the keys do, and a switch for those that are single characters (WCAG 2.1.4). */
export function help(ui) {
  return html`<div class="head"><h2 id="help-head">Keys</h2><span class="soft"></span>
      <button type="button" @click=${ui.closeHelp}>Close</button></div>
    <dl>${KEYS.map(([key, words, single]) => html`<dt class=${single && !ui.singleKeys ? 'off' : ''}><kbd>${key}</kbd></dt><dd>${words}</dd>`)}</dl>
    <label><input type="checkbox" id="single-keys" .checked=${ui.singleKeys} @change=${(e) => ui.setSingleKeys(e.target.checked)}>
      Keys that are a single character work</label>
    <h2>What is shown</h2>
    <p class="soft">One member sees its own table and its own messages, nothing else. A message takes less than a
      millisecond; in the picture it takes nearly a second, so that it can be seen. Of many messages a part is shown.</p>`;
}
