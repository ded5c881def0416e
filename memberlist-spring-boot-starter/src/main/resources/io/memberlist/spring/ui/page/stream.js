/** The event stream (docs/page.md, section 10): keeps one state object up to date, reconnects. */

const LOST_MS = 5000;
const REOPEN_MS = 10_000;
const HIDDEN_MS = 30_000;
const WAITS = [1, 2, 4, 8, 15];
const LOG = 100;
const RUN_MS = 30_000;
const STORIES = 5;
const SPREADS = 20;
const SECONDS = 120;

export function emptyState() {
  return {
    connection: 'connecting', hello: null, members: new Map(), log: [], stories: [], rates: [], spreads: [],
    groups: null, matrix: null, spread: null, detection: null, join: null, healthScore: 0, status: null,
    clock: { server: Date.now(), local: performance.now() }, lastHeard: performance.now(), problem: null, retryAt: 0,
  };
}

/** Milliseconds of the server's clock, now. */
export function now(state) {
  return state.clock.server + (performance.now() - state.clock.local);
}

function setClock(state, t) {
  state.clock = { server: t, local: performance.now() };
}

function takeFields(state, data) {
  const names = ['view', 'status', 'healthScore', 'broadcasts', 'rumour', 'expected', 'keys', 'join', 'groups', 'matrix', 'detection'];
  if (data.status && data.status !== 'RUNNING' && state.status === 'RUNNING') state.stopped = data.t;
  for (const name of names) {
    if (name in data) state[name] = data[name];
  }
  if ('spread' in data) {
    state.spread = data.spread;
    noteSpread(state);
  }
}

function noteSpread(state) {
  const s = state.spread;
  if (s?.took === undefined || state.spreads.at(-1)?.at === s.at) return;
  state.spreads.push({ at: s.at, took: s.took, what: s.what });
  if (state.spreads.length > SPREADS) state.spreads.shift();
}

function takeStory(state, story) {
  const at = state.stories.findIndex((s) => s.id === story.id);
  if (at >= 0) state.stories[at] = story;
  else state.stories.unshift(story);
  state.stories.length = Math.min(state.stories.length, STORIES);
}

/** Adds entries, oldest first; a run of many that goes on is one entry. */
function takeLog(state, entries) {
  for (const e of entries) {
    const last = state.log[0];
    const same = last?.k === e.k && e.t - (last.since ?? last.t) < RUN_MS && (last.count || e.count) && (e.count || e.n);
    if (same) {
      state.log[0] = {
        ...e, n: undefined, count: (last.count ?? 1) + (e.count ?? 1), first: last.first ?? last.n, last: e.last ?? e.n, since: last.since ?? last.t,
      };
    } else {
      state.log.unshift(e);
    }
  }
  state.log.length = Math.min(state.log.length, LOG);
}

function takeSeries(state, series) {
  state.rates = (series?.ping ?? []).map((ping, i) => ({
    t: series.from + i * series.step, ping, gossip: series.gossip[i], sync: series.sync[i], user: series.user[i],
  }));
}

const takers = {
  hello(state, data) {
    if (state.hello && state.hello.instance !== data.instance) {
      const entry = { q: -1, t: data.now, k: 'restarted' };
      Object.assign(state, emptyState(), { log: [entry, ...state.log], connection: 'live' });
    }
    state.hello = data;
    setClock(state, data.now);
  },
  state(state, data) {
    setClock(state, data.t);
    takeFields(state, data);
    state.members = new Map(data.members.map((m) => [m.n, m]));
    state.log = data.log.slice().reverse().concat(state.log.filter((e) => e.k === 'restarted'));
    state.stories = data.stories;
    takeSeries(state, data.series);
    if (data.spreads) state.spreads = data.spreads;
    state.ready = true;
  },
  patch(state, data) {
    setClock(state, data.t);
    takeFields(state, data);
    (data.members ?? []).forEach((m) => state.members.set(m.n, m));
    (data.gone ?? []).forEach((name) => state.members.delete(name));
  },
  log(state, data) {
    takeLog(state, data.e);
  },
  story(state, data) {
    takeStory(state, data);
  },
  rates(state, data) {
    setClock(state, data.t);
    state.rates.push(data);
    if (state.rates.length > SECONDS) state.rates.shift();
  },
  bye(state, data) {
    state.bye = data.reason;
  },
};

export class Stream {
  /** Whether single messages are wanted. */
  traffic = false;
  #source = null;
  #seen = null;
  #attempt = 0;
  #timer = 0;
  #hidden = 0;
  #changed;

  /** `shown` takes the data of `traffic` events. */
  constructor(state, changed, shown) {
    this.state = state;
    this.#changed = changed;
    setInterval(() => this.#watch(), 500);
    document.addEventListener('visibilitychange', () => this.#visibility());
    this.shown = shown;
    // a page that the browser keeps for the way back would keep its place here, too
    addEventListener('pagehide', () => this.close());
    addEventListener('pageshow', (event) => { if (event.persisted) this.open(); });
  }

  open(view = this.view) {
    if (view !== this.view) this.#seen = null;
    this.view = view;
    this.close();
    const source = new EventSource(`events${this.#query()}`);
    this.#source = source;
    Object.entries(takers).forEach(([name, take]) => source.addEventListener(name, (event) => {
      take(this.state, JSON.parse(event.data));
      this.#seen = event.lastEventId || this.#seen;
      this.#alive();
    }));
    source.addEventListener('traffic', (event) => this.shown(JSON.parse(event.data)));
    source.addEventListener('error', () => this.#error(source));
  }

  /** What was seen is not sent again; an EventSource says that by itself only when it reconnects. */
  #query() {
    const query = new URLSearchParams();
    if (this.view) query.set('view', this.view);
    if (this.traffic) query.set('traffic', '1');
    if (this.#seen) query.set('after', this.#seen);
    const text = query.toString();
    return text && `?${text}`;
  }

  /** Asks for single messages, or no longer. */
  want(traffic) {
    if (traffic === this.traffic) return;
    this.traffic = traffic;
    if (this.#source) this.open();
  }

  close() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }

  retryNow() {
    this.#attempt = 0;
    this.open();
  }

  #alive() {
    this.#attempt = 0;
    this.state.lastHeard = performance.now();
    this.state.connection = 'live';
    this.state.problem = null;
    this.#changed();
  }

  #error(source) {
    if (source.readyState !== EventSource.CLOSED || source !== this.#source) return;
    this.#reopen();
    this.#ask();
  }

  #reopen() {
    const wait = WAITS[Math.min(this.#attempt, WAITS.length - 1)] * 1000 * (0.8 + 0.4 * Math.random());
    this.#attempt += 1;
    this.state.retryAt = performance.now() + wait;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.open(), wait);
  }

  /** Why the stream was refused: an EventSource does not tell. */
  async #ask() {
    try {
      const answer = await fetch('state', { cache: 'no-store' });
      if (answer.status === 401 || answer.status === 403) {
        clearTimeout(this.#timer);
        this.state.problem = 'Not allowed – sign in and reload';
      } else if (answer.status === 404) {
        clearTimeout(this.#timer);
        this.state.problem = 'The page was switched off';
      } else if (answer.ok) {
        this.state.problem = 'Too many pages are open – waiting for a place';
      }
    } catch {
      this.state.problem = null;
    }
    this.#changed();
  }

  #watch() {
    if (document.hidden) return;
    const silent = performance.now() - this.state.lastHeard;
    if (silent > REOPEN_MS && this.#source?.readyState === EventSource.OPEN) {
      this.state.lastHeard = performance.now() - LOST_MS - 1;
      this.open();
    }
    if (this.#source === null && !this.#timer) return;
    if (silent > LOST_MS && this.state.connection !== 'lost') {
      this.state.connection = 'lost';
    }
    this.#changed();
  }

  #visibility() {
    clearTimeout(this.#hidden);
    if (document.hidden) {
      this.#hidden = setTimeout(() => this.close(), HIDDEN_MS);
    } else if (this.#source === null) {
      this.state.lastHeard = performance.now();
      this.open();
    }
  }
}
