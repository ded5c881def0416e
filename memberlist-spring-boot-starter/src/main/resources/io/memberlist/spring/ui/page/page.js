/** Starts the page: one state, rendered at most once per animation frame (L-14). */
import { nothing, render } from './lib/lit-html/lit-html.js';
import { Charts } from './charts.js';
import { Stream, emptyState } from './stream.js';
import { Traffic } from './traffic.js';
import { title } from './words.js';
import { bar, header } from './view/header.js';
import { current, verdict } from './view/verdict.js';
import { figures } from './view/figures.js';
import { help } from './view/help.js';
import { picture } from './view/picture.js';
import { story } from './view/story.js';
import { matrix, showsMatrix } from './view/matrix.js';
import { members } from './view/members.js';

const ROWS = 60;
const ANNOUNCE_MS = 5000;
const SAID_MS = 5000;
const SAMPLED_MS = 5000;
const UNSEEN_MS = 2000;
const still = matchMedia('(prefers-reduced-motion: reduce)');
const THEMES = ['system', 'light', 'dark'];

const state = emptyState();
const place = (id) => document.getElementById(id);

const ui = {
  theme: localStorage.getItem('memberlist.theme') ?? 'system',
  motion: localStorage.getItem('memberlist.motion') ? localStorage.getItem('memberlist.motion') === 'on' : !still.matches,
  singleKeys: localStorage.getItem('memberlist.keys') !== 'off', sampled: false, seen: true, said: { at: -SAID_MS, words: '' }, plan: null,
  selected: null, detailAt: 'table', filter: '', kind: '', rows: ROWS, sort: { column: null, down: false },
  narrow: matchMedia('(max-width: 640px)').matches, held: false, order: null, defect: null, focus: null, extras: [],

  look(view) { stream.open(view); },
  retry() { stream.retryNow(); },
  /** Whether messages are drawn. */
  get moves() { return ui.motion && state.hello?.limits.trafficPerSecond !== 0; },
  toggleMotion() {
    ui.motion = !ui.motion;
    localStorage.setItem('memberlist.motion', ui.motion ? 'on' : 'off');
    applyMotion();
  },
  /** A sentence that stays for a while, so that it can be read. */
  lastSecond(words) {
    const t = performance.now();
    if (t - ui.said.at >= SAID_MS && state.rates.length) ui.said = { at: t, words: words(state.rates.at(-1)) };
    return ui.said.words || words(null);
  },
  openHelp() {
    render(help(ui), place('help'));
    if (!place('help').open) place('help').showModal();
  },
  closeHelp() { place('help').close(); },
  setSingleKeys(on) {
    ui.singleKeys = on;
    localStorage.setItem('memberlist.keys', on ? 'on' : 'off');
    render(help(ui), place('help'));
  },
  toggleTheme() {
    ui.theme = THEMES[(THEMES.indexOf(ui.theme) + 1) % THEMES.length];
    localStorage.setItem('memberlist.theme', ui.theme);
    applyTheme();
    recolor();
  },
  select(name, at = 'picture') {
    const open = ui.selected === name && ui.detailAt === at;
    ui.selected = open ? null : name;
    ui.detailAt = at;
    history.replaceState(null, '', ui.selected ? `#m=${encodeURIComponent(name)}` : location.pathname + location.search);
    ui.focusDetail = !open;
    changed();
  },
  close() {
    const { selected, detailAt } = ui;
    ui.selected = null;
    history.replaceState(null, '', location.pathname + location.search);
    changed();
    requestAnimationFrame(() => (detailAt === 'picture' ? byName(selected) : place('filter'))?.focus());
  },
  detailKey(event) { if (event.key === 'Escape') ui.close(); },
  setFilter(text) { ui.filter = text; ui.order = null; ui.rows = ROWS; changed(); },
  setKind(kind) { ui.kind = kind; changed(); },
  sortBy(column) {
    if (ui.sort.column === column && ui.sort.down) ui.sort = { column: null, down: false };
    else ui.sort = { column, down: ui.sort.column === column };
    ui.order = null;
    changed();
  },
  sortAgain() { ui.order = null; changed(); },
  more() { ui.rows = Infinity; changed(); },
  hold() { ui.held = true; },
  release() { ui.held = false; ui.order = null; changed(); },
  /** While the pointer or the focus is in the table, its order stays. */
  freeze(wanted) {
    const held = ui.held || place('members').querySelector('tbody')?.contains(document.activeElement);
    if (!held || !ui.order) {
      ui.order = wanted.map((m) => m.n);
      return { rows: wanted, stale: false };
    }
    const at = new Map(ui.order.map((name, i) => [name, i]));
    const rows = wanted.slice().sort((a, b) => (at.get(a.n) ?? Infinity) - (at.get(b.n) ?? Infinity));
    return { rows, stale: rows.some((m, i) => m.n !== wanted[i].n) };
  },
  copy(text) { navigator.clipboard?.writeText(text); },
  focusName(plan) {
    const names = [...plan.at.keys()];
    return names.includes(ui.focus) ? ui.focus : names[0];
  },
  focused(name) { ui.focus = name; },
  pictureKey(event, plan) {
    const names = pictureOrder(plan);
    const i = names.indexOf(event.currentTarget.dataset.name);
    const to = { ArrowRight: i + 1, ArrowDown: i + 1, ArrowLeft: i - 1, ArrowUp: i - 1, Home: 0, End: names.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      ui.focus = names[(to + names.length) % names.length];
      changed();
      requestAnimationFrame(() => byName(ui.focus)?.focus());
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      ui.select(event.currentTarget.dataset.name);
    } else if (event.key === 'Escape') {
      ui.close();
    }
  },
};

/** In the dense picture the problems come first. */
function pictureOrder(plan) {
  const names = [...plan.at.keys()];
  if (!plan.dense) return names;
  const odd = (n) => (state.members.get(n)?.s === 'ALIVE' ? 1 : 0);
  return names.sort((a, b) => odd(a) - odd(b));
}

function byName(name) {
  return [...document.querySelectorAll('.node')].find((n) => n.dataset.name === name);
}

function applyTheme() {
  if (ui.theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = ui.theme;
}

function recolor() {
  charts.redraw();
  traffic.recolor();
}

/** Messages are asked for only while they are drawn and can be seen. */
function applyMotion() {
  document.body.classList.toggle('still', !ui.motion);
  if (!ui.motion) traffic.stop();
  stream.want(ui.motion && ui.seen);
  changed();
}

let unseen = 0;
function watchPicture() {
  new IntersectionObserver(([entry]) => {
    clearTimeout(unseen);
    unseen = setTimeout(() => { ui.seen = entry.isIntersecting; applyMotion(); }, entry.isIntersecting ? 0 : UNSEEN_MS);
  }).observe(place('picture'));
}

let sampledAt = -SAMPLED_MS;
function shown(data) {
  if (!ui.motion) return;
  const t = performance.now();
  if (data.of > data.m.length) sampledAt = t;
  ui.sampled = t - sampledAt < SAMPLED_MS;
  traffic.show(data);
}

let scheduled = false;
function changed() {
  if (scheduled) return;
  scheduled = true;
  requestAnimationFrame(() => {
    scheduled = false;
    try {
      draw();
    } catch (e) {
      ui.defect = e.message;
      render(bar(state, ui), place('bar'));
      throw e;
    }
  });
}

function draw() {
  document.body.classList.toggle('lost', state.connection === 'lost');
  render(header(state, ui), place('header'));
  render(bar(state, ui), place('bar'));
  render(verdict(state), place('verdict'));
  if (!state.ready) return;
  document.title = title(state);
  place('verdict').className = `tone-${current(state).tone}`;
  render(figures(state), place('figures'));
  document.querySelectorAll('[data-grow]').forEach((e) => { e.style.flexGrow = e.dataset.grow; });
  render(picture(state, ui), place('picture'));
  if (ui.moves) traffic.place(place('traffic'), ui.plan);
  if (state.connection === 'lost') traffic.stop();
  render(story(state, ui), place('story'));
  place('matrix').hidden = !showsMatrix(state);
  document.body.classList.toggle('few', showsMatrix(state));
  render(place('matrix').hidden ? nothing : matrix(state), place('matrix'));
  render(members(state, ui), place('members'));
  ui.extras.forEach((extra) => extra(state, ui));
  charts.draw(state);
  if (ui.focusDetail) {
    ui.focusDetail = false;
    place('detail-head')?.focus();
  }
  announce();
}

let announced = { key: null, at: -ANNOUNCE_MS, connection: null };
function announce() {
  const v = current(state);
  const t = performance.now();
  if (v.key !== announced.key && t - announced.at >= ANNOUNCE_MS) {
    place('announce').textContent = v.text;
    announced = { ...announced, key: v.key, at: t };
  }
  if (state.connection !== announced.connection) {
    if (state.connection === 'lost') place('alarm').textContent = 'Connection lost';
    else if (announced.connection === 'lost') place('alarm').textContent = 'Connected again';
    announced.connection = state.connection;
  }
}

function typing(element) {
  return element instanceof HTMLInputElement || element instanceof HTMLSelectElement || element instanceof HTMLTextAreaElement;
}

document.addEventListener('keydown', (event) => {
  if (!ui.singleKeys || typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = { '/': () => place('filter')?.focus(), m: ui.toggleMotion, '?': ui.openHelp }[event.key];
  if (act && !place('help').open) {
    event.preventDefault();
    act();
  }
});
matchMedia('(max-width: 640px)').addEventListener('change', (e) => { ui.narrow = e.matches; changed(); });
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', recolor);

if (location.hash.startsWith('#m=')) {
  ui.selected = decodeURIComponent(location.hash.slice(3));
}

/** The sample's controls, if there are any, are a module of its own. */
let controlled = false;
async function loadControls() {
  if (controlled || !state.hello?.controls) return;
  controlled = true;
  const module = await import(new URL(`.${state.hello.controls}/controls.js`, document.baseURI).href);
  module.start({ state, ui, changed, base: `.${state.hello.controls}` });
}

applyTheme();
const charts = new Charts(changed);
const traffic = new Traffic();
const stream = new Stream(state, () => { loadControls(); changed(); }, shown);
applyMotion();
stream.open();
watchPicture();
