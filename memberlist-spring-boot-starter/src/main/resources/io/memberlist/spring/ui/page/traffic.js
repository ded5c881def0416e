/**
 * Messages in motion (docs/page.md, section 7): one canvas over the picture, painted only while
 * something moves. A real message takes less than a millisecond; here it takes 900.
 */

const LIFE_MS = 900;
const MOST = 150;
const LOST_AT = 0.72;
const COLORS = { p: '--ping', i: '--indirect', g: '--gossip', s: '--sync', u: '--left' };

/** Pings and exchanges come back: the answer belongs to them. */
const RETURNS = { p: true, s: true };

export class Traffic {
  #canvas;
  #plan = null;
  #scale = null;
  #colors = null;
  #moving = [];
  #frame = 0;

  /** Takes the canvas and where members stand; both may be others than before. */
  place(canvas, plan) {
    if (canvas !== this.#canvas) {
      this.#canvas = canvas;
      new ResizeObserver(() => { this.#scale = null; }).observe(canvas);
    }
    if (this.#plan && plan.width !== this.#plan.width) this.#scale = null;
    this.#plan = plan;
  }

  /** Colours have changed. */
  recolor() {
    this.#colors = null;
  }

  /** Data of a `traffic` event. */
  show(event) {
    if (document.hidden) return;
    const now = performance.now();
    for (const [after, kind, from, to, arrived] of event.m) {
      if (this.#moving.length >= MOST) break;
      this.#moving.push({ start: now + after, kind, from, to, lost: !arrived });
    }
    this.#run();
  }

  /** Nothing moves any more. */
  stop() {
    this.#moving = [];
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#clear();
  }

  #run() {
    if (this.#frame === 0 && this.#moving.length && this.#canvas) {
      this.#frame = requestAnimationFrame((now) => {
        this.#frame = 0;
        this.#paint(now);
        this.#run();
      });
    }
  }

  #clear() {
    const c = this.#canvas;
    c?.getContext('2d').clearRect(0, 0, c.width, c.height);
  }

  /** From the coordinates of the picture to those of the canvas; measured once per size. */
  #measure() {
    const canvas = this.#canvas;
    const svg = canvas.parentElement.querySelector('svg');
    const box = canvas.getBoundingClientRect();
    const m = svg.getScreenCTM();
    const dpr = window.devicePixelRatio || 1;
    canvas.width = Math.round(box.width * dpr);
    canvas.height = Math.round(box.height * dpr);
    this.#scale = { k: m.a * dpr, x: (m.e - box.left) * dpr, y: (m.f - box.top) * dpr };
  }

  #paint(now) {
    this.#moving = this.#moving.filter((m) => now - m.start < LIFE_MS);
    if (!this.#scale) this.#measure();
    if (!this.#colors) {
      const style = getComputedStyle(document.documentElement);
      this.#colors = Object.fromEntries(Object.entries(COLORS).map(([k, name]) => [k, style.getPropertyValue(name).trim()]));
      this.#colors.lost = style.getPropertyValue('--dead').trim();
    }
    const g = this.#canvas.getContext('2d');
    g.setTransform(1, 0, 0, 1, 0, 0);
    this.#clear();
    const { k, x, y } = this.#scale;
    g.setTransform(k, 0, 0, k, x, y);
    g.lineCap = 'round';
    this.#moving.forEach((m) => {
      if (now >= m.start) this.#message(g, m, (now - m.start) / LIFE_MS);
    });
  }

  #message(g, m, age) {
    const from = this.#plan.at.get(m.from);
    const to = this.#plan.at.get(m.to);
    if (!from || !to) return;
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    const gap = this.#plan.radius + 5;
    if (length <= 2 * gap) return;
    const ux = (to.x - from.x) / length;
    const uy = (to.y - from.y) / length;
    const path = length - 2 * gap;
    const start = { x: from.x + ux * gap, y: from.y + uy * gap };
    const travelled = m.lost ? Math.min(age, LOST_AT) : RETURNS[m.kind] ? 1 - Math.abs(1 - 2 * age) : age;
    const head = { x: start.x + ux * path * travelled, y: start.y + uy * path * travelled };
    const color = this.#colors[m.kind] ?? this.#colors.u;
    g.strokeStyle = color;
    g.fillStyle = color;
    this.#line(g, m.kind, start, head, age);
    g.globalAlpha = 1;
    if (m.lost && age >= LOST_AT) {
      cross(g, head, this.#colors.lost, this.#plan.dense ? 4 : 6);
    } else {
      shape(g, m.kind, head, Math.atan2(uy, ux), this.#plan.dense ? 3 : 5);
    }
  }

  #line(g, kind, start, head, age) {
    g.globalAlpha = 0.55 - 0.33 * age;
    g.setLineDash(kind === 'i' ? [5, 5] : []);
    g.lineWidth = kind === 's' ? 4 : 1.8;
    g.beginPath();
    g.moveTo(start.x, start.y);
    g.lineTo(head.x, head.y);
    g.stroke();
    g.setLineDash([]);
  }
}

/** Never colour alone: each kind has its shape. */
function shape(g, kind, at, angle, r) {
  g.save();
  g.translate(at.x, at.y);
  g.rotate(angle);
  g.beginPath();
  switch (kind) {
    case 'i':
      g.moveTo(r * 1.3, 0);
      g.lineTo(-r, r * 1.1);
      g.lineTo(-r, -r * 1.1);
      break;
    case 'g':
      g.moveTo(r * 1.3, 0);
      g.lineTo(0, r * 1.1);
      g.lineTo(-r * 1.3, 0);
      g.lineTo(0, -r * 1.1);
      break;
    case 's':
      g.rect(-r * 0.7, -r * 1.6, r * 1.4, r * 3.2);
      break;
    case 'u':
      g.rect(-r, -r, 2 * r, 2 * r);
      break;
    default:
      g.arc(0, 0, r, 0, 2 * Math.PI);
  }
  g.closePath();
  g.fill();
  g.restore();
}

function cross(g, at, color, r) {
  g.strokeStyle = color;
  g.lineWidth = r / 2.4;
  g.beginPath();
  g.moveTo(at.x - r, at.y - r);
  g.lineTo(at.x + r, at.y + r);
  g.moveTo(at.x + r, at.y - r);
  g.lineTo(at.x - r, at.y + r);
  g.stroke();
}
