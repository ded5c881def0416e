/** Charts by uPlot: styles through the CSSOM only, so the content security policy holds. */
import { html, nothing, render, svg } from './lib/lit-html/lit-html.js';
import { clock } from './words.js';

function color(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function axis(extra = {}) {
  return { stroke: color('--soft'), grid: { stroke: color('--line'), width: 1 }, ticks: { stroke: color('--line') }, font: '11px system-ui', ...extra };
}

const DEFINITIONS = [
  {
    id: 'chart-rates', head: 'rates-head', title: 'Messages per second',
    series: [['probes', '--ping'], ['gossip', '--gossip', [2, 3]], ['exchanges', '--sync', [8, 4]], ['application', '--indirect', [6, 2, 2, 2]]],
    data: (s) => [s.rates.map((r) => r.t / 1000), s.rates.map((r) => r.ping), s.rates.map((r) => r.gossip), s.rates.map((r) => r.sync), s.rates.map((r) => r.user)],
    words: (s) => {
      const r = s.rates.at(-1);
      return r ? `in the last second: ${r.ping} probe messages, ${r.gossip} with gossip, ${r.sync} exchanges, ${r.user} of applications; since ${clock(s.rates[0].t)}` : 'begins when somebody watches';
    },
  },
  {
    id: 'chart-rtt', head: 'rtt-head', title: 'Round-trip time, ms',
    series: [['median', '--ping'], ['worst', '--dead', [6, 4]]],
    data: (s) => [s.rates.map((r) => r.t / 1000), s.rates.map((r) => r.rtt?.[0] ?? null), s.rates.map((r) => r.rtt?.[1] ?? null)],
    words: (s) => {
      const r = s.rates.at(-1)?.rtt;
      return r ? `median ${r[0]} ms, worst ${r[1]} ms` : 'not measured yet';
    },
  },
  {
    id: 'chart-spread', head: 'spread-head', title: 'Time until everyone knew, ms', all: true, bars: true,
    series: [['spread', '--gossip']],
    data: (s) => [s.spreads.map((_, i) => i + 1), s.spreads.map((x) => x.took)],
    words: (s) => (s.spreads.length ? `last: ${s.spreads.at(-1).took} ms, ${s.spreads.at(-1).what}` : 'nothing has changed yet'),
  },
];

function options(definition, width) {
  return {
    width, height: 150, legend: { show: false }, cursor: { show: false }, padding: [8, 8, 0, 0],
    scales: { x: { time: !definition.bars }, y: { range: (u, min, max) => [0, Math.max(1, (max ?? 1) * 1.1)] } },
    axes: [axis(definition.bars ? { values: () => [] } : { space: 90, values: (u, times) => times.map((t) => clock(t * 1000)) }), axis({ size: 44 })],
    series: [{}, ...definition.series.map(([label, name, dash]) => ({
      label, stroke: color(name), width: 1.6, dash, points: { show: false },
      ...(definition.bars ? { paths: window.uPlot.paths.bars({ size: [0.6, 30] }), fill: `${color(name)}66` } : {}),
    }))],
  };
}

/** What line belongs to what: never colour alone. */
function swatch([name, tone, dash]) {
  return html`<span><svg width="24" height="8" aria-hidden="true">${svg`<path d="M0 4H24" stroke=${`var(${tone})`} stroke-width="2" stroke-dasharray=${dash?.join(' ') ?? nothing} />`}</svg>${name}</span>`;
}

function table(definition, state) {
  const [x, ...columns] = definition.data(state);
  const rows = x.slice(-10);
  const from = x.length - rows.length;
  return html`<table><thead><tr><th scope="col">${definition.bars ? 'change' : 'time'}</th>${definition.series.map(([l]) => html`<th scope="col" class="number">${l}</th>`)}</tr></thead>
    <tbody>${rows.map((t, i) => html`<tr><th scope="row">${definition.bars ? state.spreads[from + i].what : clock(t * 1000)}</th>
      ${columns.map((c) => html`<td class="number">${c[from + i] ?? '–'}</td>`)}</tr>`)}</tbody></table>`;
}

export class Charts {
  #plots = new Map();
  #tables = new Set();
  #last = -Infinity; // the first is drawn at once, however young the page

  constructor(changed) {
    this.changed = changed;
    new ResizeObserver(() => this.redraw()).observe(document.getElementById('main'));
  }

  /** Colours or sizes have changed. */
  redraw() {
    this.#plots.forEach((plot) => plot.destroy());
    this.#plots.clear();
    this.#last = -Infinity;
    this.changed();
  }

  draw(state) {
    if (!state.ready || performance.now() - this.#last < 900) return;
    this.#last = performance.now();
    DEFINITIONS.forEach((definition) => this.#one(definition, state));
  }

  #toggle(definition) {
    if (!this.#tables.delete(definition.id)) this.#tables.add(definition.id);
    this.#last = -Infinity;
    this.changed();
  }

  #one(definition, state) {
    const card = document.getElementById(definition.id);
    card.hidden = Boolean(definition.all) && state.hello?.mode !== 'all-views';
    if (card.hidden) return;
    const asTable = this.#tables.has(definition.id);
    const words = definition.words(state);
    render(html`<div class="head"><h2 id=${definition.head}>${definition.title}</h2>
        <button type="button" aria-pressed=${asTable} @click=${() => this.#toggle(definition)}>as table</button></div>
      <div class="plot" ?hidden=${asTable} role="img" aria-label="${definition.title}: ${words}"></div>
      ${asTable ? table(definition, state) : nothing}
      <p class="soft swatches">${asTable ? nothing : definition.series.map(swatch)}</p>
      <p class="soft">${words}</p>`, card);
    if (!asTable) this.#plot(definition, card.querySelector('.plot'), state);
  }

  #plot(definition, place, state) {
    const data = definition.data(state);
    const known = this.#plots.get(definition.id);
    if (known) {
      known.setData(data);
    } else if (place.clientWidth > 0 && window.uPlot) {
      this.#plots.set(definition.id, new window.uPlot(options(definition, place.clientWidth), data, place));
    }
  }
}
