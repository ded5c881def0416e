/** The buttons of the demo (docs/page.md, section 13): loaded by the page if there are demo nodes. */
import { html, nothing, render } from '../lib/lit-html/lit-html.js';

/** Name, what to look at, why it is so, when it is done, and what the button does. */
const TOUR = [
  ['Watch', 'One ping per member and second, no matter how many members there are.',
    'Every member goes through a shuffled list of the others and pings one of them at a time. So the work of each stays the same however many there are. What a member learns it tells a few others several times a second: gossip.',
    (s) => s.rates.length >= 10, null],
  ['Kill a member', 'Nobody is told: see how the others find out.',
    'A ping without an answer is tried again through others and over TCP. Only then is the member suspected, which all others hear by gossip. If nobody hears it refute in time, it is declared failed.',
    (s) => s.stories.some(killed), (c) => c.kill()],
  ['Pause one for 3 s', 'It is suspected, but it speaks up and refutes the accusation.',
    'A suspicion is an accusation, and the accused hears it like everybody. It answers by announcing itself with a higher incarnation, which outranks the accusation. So a short pause costs nobody its place.',
    (s) => s.stories.some((x) => has(x, 'refuted')), (c) => c.pause()],
  ['Cut the network and heal it', 'Two groups call each other failed; afterwards they find each other again.',
    'Each side pings the other in vain and declares it failed, as far as it can see rightly. Nodes remember whom they have lost and try to reach them again. The first that answers brings both sides together.',
    (s, seen) => seen.cut && (s.groups?.length ?? 1) === 1, (c) => c.cut()],
  ['Slow a member down', 'Its own health score protects the others from its accusations.',
    'A slow member cannot tell whether others are silent or it is late itself. Lifeguard lets it count its own failures and wait longer the more there are. Without that it would have accused others that are well.',
    (s, seen) => seen.doubted, (c) => c.slow()],
];

function has(story, kind) {
  return story.steps.some((s) => s.k === kind);
}

/** Not a pause that took too long: that ends in a failure, too. */
function killed(story) {
  return story.steps.some((s) => s.k === 'control' && s.text.startsWith('killed')) && has(story, 'failed') && has(story, 'everybody-knows');
}

const KEYS = { add: 'Add a key', use: 'Use the new key', remove: 'Remove the old key' };

export function start({ state, ui, changed, base }) {
  let selected = null;
  let message = '';
  let text = 'hello';
  let demo = { nodes: [], cut: null };
  const seen = { cut: false, slowed: null, doubted: false };
  const done = new Set();

  async function call(method, path, body) {
    try {
      const answer = await fetch(`${base}${path}`, {
        method, body: body === undefined ? '{}' : JSON.stringify(body),
        headers: { 'Content-Type': 'application/json', 'X-Memberlist-Demo': '1' },
      });
      message = answer.ok ? '' : (await answer.json()).error;
    } catch {
      message = 'The application does not answer.';
    }
    refresh();
  }

  async function refresh() {
    try {
      demo = await (await fetch(base)).json();
    } catch { /* the stream says that the connection is lost */ }
    changed();
  }

  const chosen = () => demo.nodes.find((n) => n.name === (selected ?? ui.selected)) ?? demo.nodes.find((n) => !n.protected && n.status === 'running');
  const node = (command, body) => {
    const target = chosen();
    if (target) call('POST', `/nodes/${encodeURIComponent(target.name)}/${command}`, body);
  };

  const commands = {
    add: () => call('POST', '/nodes'),
    cut: () => call('PUT', '/cut'),
    heal: () => call('DELETE', '/cut'),
    kill: () => node('kill'),
    leave: () => node('leave'),
    pause: () => node('pause', { for: '3s' }),
    slow: () => { seen.slowed = chosen()?.name; node('slow', { delay: '1500ms' }); },
    resume: () => node('resume'),
    start: () => node('start'),
    event: () => call('POST', '/events', { node: chosen()?.name, text }),
    key: () => call('POST', '/keys', { step: demo.keys }),
    tags: () => {
      const target = chosen();
      const zone = { a: 'b', b: 'c', c: 'a' }[target?.tags?.zone] ?? 'a';
      if (target) call('PUT', `/nodes/${encodeURIComponent(target.name)}/tags`, { ...target.tags, zone });
    },
  };

  function button(name, label, why) {
    return html`<button type="button" data-command=${name} aria-disabled=${why ? 'true' : 'false'} title=${why ?? nothing}
      @click=${() => { if (why) { message = why; changed(); } else commands[name](); }}>${label}</button>`;
  }

  function keys(event) {
    const buttons = [...event.currentTarget.querySelectorAll('button, select, input')];
    const i = buttons.indexOf(event.target);
    const to = { ArrowRight: i + 1, ArrowLeft: i - 1 }[event.key];
    if (to !== undefined && event.target instanceof HTMLButtonElement) {
      event.preventDefault();
      buttons[(to + buttons.length) % buttons.length].focus();
    }
  }

  function toolbar() {
    const target = chosen();
    const lost = state.connection === 'lost' ? 'not connected' : null;
    const off = lost ?? (target?.protected ? 'this node serves the page' : null);
    const runs = target && !['killed', 'left'].includes(target.status);
    const only = (condition, why) => off ?? (condition ? null : why);
    return html`<div class="toolbar" role="toolbar" aria-label="Controls" @keydown=${keys}>
      ${button('add', 'Add node', lost)}
      ${demo.cut ? button('heal', 'Heal network', lost) : button('cut', 'Cut network', lost)}
      ${button('key', KEYS[demo.keys] ?? 'Rotate key', lost ?? (demo.keys ? null : 'not encrypted: start with memberlist.secret-key'))}
      <label for="target">Selected</label>
      <select id="target" @change=${(e) => { selected = e.target.value; changed(); }}>
        ${demo.nodes.map((n) => html`<option value=${n.name} ?selected=${n.name === target?.name}>${n.name}${n.status === 'running' ? '' : ` (${n.status})`}</option>`)}</select>
      ${button('kill', 'Kill', only(runs, 'it does not run'))}
      ${button('leave', 'Leave', only(runs, 'it does not run'))}
      ${button('pause', 'Pause 3 s', only(runs, 'it does not run'))}
      ${target?.status === 'slow' ? button('resume', 'Quick again', off) : button('slow', 'Slow', only(runs, 'it does not run'))}
      ${button('tags', 'Change zone', only(runs, 'it does not run'))}
      ${button('start', 'Start again', only(!runs, 'it runs'))}
      <label for="event-text">Event</label>
      <input id="event-text" maxlength="200" size="16" .value=${text} @input=${(e) => { text = e.target.value; }}>
      ${button('event', 'Send event', lost ?? (target?.protected || runs ? null : 'it does not run'))}
      <span role="status" class="soft">${message}</span></div>`;
  }

  function tour() {
    TOUR.forEach(([, , , test], i) => { if (test(state, seen)) done.add(i); });
    return html`<div class="head"><h2 id="tour-head">Five minutes with SWIM</h2><span class="soft">${done.size} of ${TOUR.length}</span></div>
      <ol class="tour">${TOUR.map(([name, text, why, , run], i) => html`<li class=${done.has(i) ? 'done' : ''}><b>${done.has(i) ? '✓' : i + 1} ${name}</b>
        <p class="soft">${text}</p><details class="soft"><summary>Why</summary>${why}</details>${run ? html`<button type="button" @click=${() => run(commands)}>Do it</button>` : nothing}</li>`)}</ol>`;
  }

  ui.extras.push(() => {
    if (demo.cut && (state.groups?.length ?? 1) > 1) seen.cut = true;
    if (state.members.get(seen.slowed)?.h >= 1) seen.doubted = true;
    document.body.classList.add('toured');
    render(toolbar(), document.getElementById('controls'));
    const place = document.getElementById('tour');
    place.hidden = false;
    render(tour(), place);
  });
  refresh();
  setInterval(() => { if (!document.hidden && state.connection !== 'lost') refresh(); }, 2000);
}
