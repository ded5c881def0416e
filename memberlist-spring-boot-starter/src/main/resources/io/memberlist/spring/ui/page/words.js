/**
 * Every sentence of the page; the only place with text. Pure functions of the state; rows and steps
 * are those of docs/page.md, sections 5.1 and 5.2.
 */

export const STATES = {
  ALIVE: { tone: 'alive', word: 'Alive', order: 3 },
  SUSPECT: { tone: 'suspect', word: 'Suspect', order: 0 },
  DEAD: { tone: 'dead', word: 'Failed', order: 1 },
  LEFT: { tone: 'left', word: 'Left', order: 2 },
};

const FAILED_LATELY_MS = 60_000;

export function plural(n, word) {
  return `${n.toLocaleString('en')} ${word}${n === 1 ? '' : 's'}`;
}

export function seconds(ms) {
  if (ms < 1000) {
    return `${(ms / 1000).toFixed(2)} s`;
  }
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`;
}

export function age(ms) {
  const s = Math.max(0, Math.round(ms / 1000));
  if (s < 90) return `${s} s`;
  if (s < 90 * 60) return `${Math.round(s / 60)} min`;
  if (s < 36 * 3600) return `${Math.round(s / 3600)} h`;
  return `${Math.round(s / 86_400)} d`;
}

export function clock(t, millis = false) {
  const d = new Date(t);
  const pad = (n, w = 2) => String(n).padStart(w, '0');
  const text = `${pad(d.getHours())}:${pad(d.getMinutes())}:${pad(d.getSeconds())}`;
  return millis ? `${text}.${pad(d.getMilliseconds(), 3)}` : text;
}

export function counts(members) {
  const n = { ALIVE: 0, SUSPECT: 0, DEAD: 0, LEFT: 0 };
  members.forEach((m) => { n[m.s] = (n[m.s] ?? 0) + 1; });
  return n;
}

function decision(member, now) {
  const left = member.suspicion ? Math.max(0, member.suspicion.deadline - now) : 0;
  return member.suspicion ? `decision in ${seconds(left)}` : 'decision soon';
}

function suspected(member, state, now) {
  const accusers = member.suspicion?.accusers.length ?? 1;
  const others = state.members.size - 1;
  return {
    tone: 'suspect',
    text: `${member.n} is suspected – ${decision(member, now)}`,
    reason: `${accusers} of ${others} members could not reach it. `
      + 'It can still answer and clear itself; otherwise it is declared failed.',
    key: `suspect ${member.n}`,
  };
}

function failed(member, state) {
  const spread = state.spread;
  let known = '';
  if (spread?.what === `${member.n} failed`) {
    // members of other processes have views, too, which nobody here knows
    const here = state.members.size > (state.matrix?.names.length ?? 0) ? ' watched here' : '';
    const all = here ? ` – all ${spread.of}${here} know` : ' – everyone knows';
    known = spread.known.length >= spread.of ? all : ` – ${spread.known.length} of ${spread.of}${here} know`;
  }
  return {
    tone: 'dead',
    text: `${member.n} has failed${known}`,
    reason: 'Nobody heard it refute in time. It comes back by itself if it can be reached again.',
    key: `failed ${member.n}`,
  };
}

function alone(state, now) {
  const join = state.join ?? { seeds: [], failures: {} };
  const own = state.members.values().next().value;
  if (join.seeds?.length && !join.joined) {
    const reasons = Object.entries(join.failures ?? {}).map(([seed, why]) => `${seed}: ${why}`);
    const next = join.nextAttempt ? ` Next attempt in ${seconds(Math.max(0, join.nextAttempt - now))}.` : '';
    return {
      tone: 'suspect',
      text: 'Alone so far – no seed has answered',
      reason: `${reasons.join('; ') || `trying ${join.seeds.join(', ')}`}.${next}`,
      key: 'alone',
    };
  }
  return {
    tone: 'left',
    text: 'Alone – nobody has joined yet',
    reason: own ? `Others join by memberlist.join.seeds=${own.a}` : '',
    key: 'alone',
  };
}

/** The sentence, its reason, its tone, and a key that changes when it should be announced. */
export function verdict(state, now) {
  const members = [...state.members.values()];
  const n = counts(members);
  const size = n.ALIVE + n.SUSPECT;
  if (state.status === 'STOPPED') {
    return { tone: 'left', text: 'This node is stopped', reason: 'The records are the last it had.', key: 'stopped' };
  }
  if (state.status === 'LEFT') {
    return { tone: 'left', text: 'This node has left the cluster', reason: 'It still answers until it is shut down.', key: 'left' };
  }
  if (size <= 1 && n.DEAD === 0) {
    return alone(state, now);
  }
  if ((state.groups?.length ?? 1) > 1) {
    return {
      tone: 'dead',
      text: state.groups.length === 2 ? 'Two groups do not see each other' : `${state.groups.length} groups do not see each other`,
      reason: state.groups.map((g) => g.join(', ')).join('  |  '),
      key: `groups ${state.groups.length}`,
    };
  }
  const suspects = members.filter((m) => m.s === 'SUSPECT');
  if (suspects.length === 1) {
    return suspected(suspects[0], state, now);
  }
  if (suspects.length > 1) {
    return {
      tone: 'suspect',
      text: `${suspects.length} of ${members.length} members suspected, ${n.DEAD} failed`,
      reason: suspects.slice(0, 5).map((m) => m.n).join(', '),
      key: `suspects ${suspects.length}`,
    };
  }
  const lately = members.filter((m) => m.s === 'DEAD' && now - m.c < FAILED_LATELY_MS);
  if (lately.length > 1 && lately.length >= members.length * 0.2) {
    return {
      tone: 'dead',
      text: `${lately.length} members failed at once – is it this node's network?`,
      reason: lately.slice(0, 5).map((m) => m.n).join(', '),
      key: `many ${lately.length}`,
    };
  }
  if (lately.length) {
    return failed(lately.sort((a, b) => b.c - a.c)[0], state);
  }
  if (state.healthScore >= 2) {
    return {
      tone: 'suspect',
      text: 'This node is slow – it gives others more time',
      reason: 'Its own probes came back late or not at all, so it doubts itself first.',
      key: 'slow',
    };
  }
  if (n.DEAD) {
    const last = members.filter((m) => m.s === 'DEAD').sort((a, b) => b.c - a.c)[0];
    return {
      tone: 'alive',
      text: `${plural(size, 'member')} healthy, ${n.DEAD} failed ${age(now - last.c)} ago`,
      reason: last.n,
      key: `old ${n.DEAD}`,
    };
  }
  return { tone: 'alive', text: `${plural(size, 'member')}, all healthy`, reason: 'Every member answers.', key: `healthy ${size}` };
}

export function title(state) {
  const n = counts([...state.members.values()]);
  const app = state.hello?.application ?? '';
  if (n.SUSPECT) return `⚠ ${n.SUSPECT} suspect – ${app}`;
  if (n.DEAD) return `✕ ${n.DEAD} failed – ${app}`;
  return `${plural(n.ALIVE, 'member')} – ${app}`;
}

function asked(s) {
  const via = s.via ?? [];
  if (!via.length) return s.tcp ? 'there is nobody else to ask' : '';
  const tcp = s.tcp ? '; tried by TCP as well' : '';
  const nacks = s.nacks ? `; ${s.nacks} of ${via.length} said: no answer here either` : '';
  return via.join(', ') + tcp + nacks;
}

/** How many messages there were: what is said while nothing moves. */
export function lastSecond(rates) {
  if (!rates) return 'Messages are counted from now on.';
  const parts = [[rates.ping, 'probe message'], [rates.gossip, 'gossip message'], [rates.sync, 'state exchange'], [rates.user, 'application message']];
  return `In the last second: ${parts.filter(([n], i) => n || i < 2).map(([n, word]) => plural(n, word)).join(', ')}.`;
}

/** A step of a story: tone, sentence, reason. */
export function step(s, node) {
  switch (s.k) {
    case 'control': return ['left', `You: ${s.text}`, ''];
    case 'ping-unanswered': return ['suspect', 'Ping unanswered', `${s.by} pinged ${node} and waited ${s.ms} ms`];
    case 'asked-others': return ['suspect', s.via?.length ? 'Asked others to try' : 'Tried by TCP', asked(s)];
    case 'suspected': return ['suspect', 'Suspected', `by ${(s.by ?? []).join(', ') || 'another member'}; not failed yet: a slow member may still speak up.${s.ms ? ` Time to decide: ${seconds(s.ms)}` : ''}`];
    case 'confirmed': return ['suspect', `Confirmed by ${s.by}`, `each independent accuser shortens the wait: ${seconds(s.from)} → ${seconds(s.to)}`];
    case 'refuted': return ['alive', `${node} refuted it`, `it heard the accusation and announced itself with incarnation ${s.incarnation}`];
    case 'failed': return ['dead', 'Declared failed', 'nobody heard it refute in time'];
    case 'left': return ['left', 'Left', 'it said goodbye: no suspicion needed'];
    case 'returned': return ['alive', `${node} is back`, `with incarnation ${s.incarnation}`];
    case 'everybody-knows': return ['alive', 'Everybody knows', `last to hear: ${s.last}, ${seconds(s.ms)} after the first`];
    default: return ['left', s.k, ''];
  }
}

/** Where several members need other words than one. */
const KINDS_OF_MANY = {
  updated: 'changed their tags', suspected: 'are suspected', refuted: 'refuted it', conflict: 'have names two nodes claim', reaped: 'were forgotten',
};

const KINDS = {
  joined: ['alive', 'joined'], left: ['left', 'left'], failed: ['dead', 'failed'],
  updated: ['left', 'changed its tags'], suspected: ['suspect', 'is suspected'], refuted: ['alive', 'refuted it'],
  conflict: ['dead', 'is a name two nodes claim'], reaped: ['left', 'was forgotten'], started: ['alive', 'started'],
  stopped: ['left', 'stopped'], 'join-failed': ['suspect', 'could not join'], 'joined-cluster': ['alive', 'joined a cluster'],
  event: ['alive', 'event'], key: ['left', 'key'], control: ['left', 'command'], restarted: ['left', 'The application was restarted'],
};

/** An entry of the time line: tone, subject, sentence. */
export function entry(e) {
  const [tone, words] = KINDS[e.k] ?? ['left', e.k];
  if (e.count) {
    return [tone, plural(e.count, 'member'), `${KINDS_OF_MANY[e.k] ?? words}: ${e.first} … ${e.last}`];
  }
  const by = e.by?.length ? ` (says ${e.by.join(', ')})` : '';
  if (e.k === 'control') {
    return [tone, 'You', e.text];
  }
  if (e.text) {
    return [tone, e.n ?? '', e.text];
  }
  return [tone, e.n ?? '', words + by];
}

export const kinds = Object.keys(KINDS);

/** What a screen reader hears of a member of the picture. */
export function memberLabel(m, now) {
  let text = `${m.n}, ${STATES[m.s]?.word.toLowerCase() ?? m.s}`;
  if (m.self) text += ', this node';
  if (m.suspicion) text += `, ${plural(m.suspicion.accusers.length, 'accuser')}, ${decision(m, now)}`;
  return text;
}

/** Text of others: control and bidirectional characters become visible boxes. */
const ODD = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

export function safeParts(text) {
  return [...text].map((c) => (ODD.test(c) || (c >= '\ud800' && c <= '\udfff' && c.length === 1)
    ? { odd: `U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}` }
    : { text: c }));
}
