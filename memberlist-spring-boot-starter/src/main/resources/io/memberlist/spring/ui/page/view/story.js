import { html, nothing } from '../lib/lit-html/lit-html.js';
import { repeat } from '../lib/lit-html/directives/repeat.js';
import { icon, safe } from '../icons.js';
import { clock, entry, kinds, step } from '../words.js';

function shownStory(state) {
  return state.stories.find((s) => s.open) ?? state.stories[0];
}

function asText(story) {
  return story.steps.map((s) => {
    const [, sentence, reason] = step(s, story.n);
    return `${clock(s.t, true)} ${story.n}: ${sentence}${reason ? ` (${reason})` : ''}`;
  }).join('\n');
}

function steps(story) {
  return html`<ol class="steps">${story.steps.map((s) => {
    const [tone, sentence, reason] = step(s, story.n);
    return html`<li class="tone-${tone}"><time>${clock(s.t, true)}</time> <b>${safe(sentence)}</b>
      ${reason ? html`<div class="soft">${safe(reason)}</div>` : nothing}</li>`;
  })}</ol>`;
}

/** One view never hears that everybody knows: to it the last word is that of its own table. */
function over(story, state) {
  return !story.open || (state.hello?.mode === 'one-view' && ['failed', 'left'].includes(story.steps.at(-1)?.k));
}

function incident(state, ui) {
  const story = shownStory(state);
  if (!story) {
    return html`<p class="soft">Nothing has happened to a member yet. If one does not answer, every step stands here with its time and its reason:
      the ping nobody answered, who was asked to try, who suspects it, and whether it spoke up in time.</p>`;
  }
  const others = [...state.members.values()].filter((m) => m.s === 'SUSPECT' && m.n !== story.n).length;
  return html`<div class="head"><b>${safe(story.n)}</b><span class="soft">incident ${story.id} · ${over(story, state) ? 'over' : 'open'}${others ? ` · and ${others} more` : ''}</span>
      <button type="button" @click=${() => ui.copy(asText(story))}>Copy as text</button></div>
    ${steps(story)}`;
}

function line(e) {
  const [tone, subject, sentence] = entry(e);
  return html`<li class="tone-${tone}"><time>${clock(e.t)}</time>${icon(tone)}<span>${subject ? html`${safe(subject)} ` : nothing}${safe(sentence)}</span></li>`;
}

export function story(state, ui) {
  const log = ui.kind ? state.log.filter((e) => e.k === ui.kind) : state.log;
  const present = kinds.filter((k) => k === ui.kind || state.log.some((e) => e.k === k));
  return html`<div class="head"><h2 id="story-head">What is happening</h2></div>
    ${incident(state, ui)}
    <div class="head"><label class="soft" for="kind">Time line</label>
      <select id="kind" @change=${(e) => ui.setKind(e.target.value)}>
        <option value="">everything</option>
        ${present.map((k) => html`<option value=${k} ?selected=${k === ui.kind}>${k}</option>`)}</select></div>
    <ol class="feed" tabindex="0" aria-label="Time line, newest first">${repeat(log, (e) => `${e.view}${e.q}`, line)}</ol>`;
}
