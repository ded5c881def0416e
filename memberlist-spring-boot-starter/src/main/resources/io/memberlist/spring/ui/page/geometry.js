/** Where members stand in the picture (L-10): follows from the sorted names, never moves by itself. */

const GOLDEN = 2.39996;
export const MOST = 600;

function ellipse(names, cx, cy, rx, ry) {
  const angles = evenly(names.length, rx, ry);
  return names.map((name, i) => [name, { x: cx + rx * Math.cos(angles[i]), y: cy + ry * Math.sin(angles[i]) }]);
}

/** Angles from 12 o'clock, clockwise, with equal ways between them: equal angles would crowd the flat ends. */
function evenly(count, rx, ry) {
  const steps = 720;
  const angle = (k) => -Math.PI / 2 + (2 * Math.PI * k) / steps;
  const way = [0];
  for (let k = 1; k <= steps; k += 1) {
    const a = angle(k - 0.5);
    way.push(way[k - 1] + Math.hypot(rx * Math.sin(a), ry * Math.cos(a)));
  }
  let k = 0;
  return Array.from({ length: count }, (_, i) => {
    const wanted = (way[steps] * i) / count;
    while (way[k + 1] <= wanted) k += 1;
    return angle(k + (wanted - way[k]) / (way[k + 1] - way[k]));
  });
}

/** Where a name stands beside its disc, how it is aligned, and how much of it there is room for. */
export function labelPlace(name, plan) {
  const at = plan.at.get(name);
  const above = at.y < plan.height * 0.3;
  const i = plan.order.get(name);
  const row = above && i > plan.order.size / 2 ? i - plan.order.size : i; // by turns across 12 o'clock, too
  const far = plan.crowded && row % 2 ? plan.far : 0;
  const y = above ? -plan.radius - 15 - far : plan.radius + 22 + far;
  const sideways = (at.x - plan.width / 2) / plan.rx;
  if (!plan.crowded || Math.abs(sideways) < plan.side) return { x: 0, y, anchor: 'middle', most: plan.crowded ? plan.most : 16 };
  const x = plan.radius + 9;
  return { x: sideways > 0 ? x : -x, y: 4, anchor: sideways > 0 ? 'start' : 'end', most: plan.most };
}

function sunflower(names, cx, cy, rx, ry) {
  return names.map((name, i) => {
    const share = Math.sqrt((i + 0.5) / names.length);
    const angle = i * GOLDEN;
    const at = i === 0 ? { x: cx, y: cy } : { x: cx + rx * share * Math.cos(angle), y: cy + ry * share * Math.sin(angle) };
    return [name, at];
  });
}

/** Those that are drawn: all that are not alive, the own node, then by name. */
function chosen(members) {
  if (members.length <= MOST) return members;
  const first = members.filter((m) => m.self || m.s !== 'ALIVE');
  const rest = members.filter((m) => !m.self && m.s === 'ALIVE');
  return first.concat(rest).slice(0, MOST);
}

/** Positions by name, radius of discs, and whether names are drawn. */
export function layout(all, narrow, groups) {
  const members = chosen(all);
  const names = members.map((m) => m.n).sort();
  const width = narrow ? 430 : 760;
  const height = narrow ? 430 : 470;
  const cx = width / 2;
  const cy = height / 2;
  const dense = members.length > 24;
  const split = !dense && groups?.length === 2;
  const crowded = !dense && !split && members.length > (narrow ? 10 : 12);
  const rx = narrow ? (crowded ? 140 : 150) : (crowded ? 245 : 260);
  let at;
  if (members.length === 1) {
    at = [[names[0], { x: cx, y: cy }]];
  } else if (split) {
    const half = narrow ? 80 : 150;
    const ry = narrow ? 120 : 140;
    const placed = new Set(groups.flat());
    const first = groups[0].concat(names.filter((n) => !placed.has(n)));
    at = [...ellipse(first.filter((n) => names.includes(n)), cx / 2, cy, half, ry),
      ...ellipse(groups[1].filter((n) => names.includes(n)), cx * 1.5, cy, half, ry)];
  } else if (!dense) {
    at = ellipse(names, cx, cy, rx, narrow ? rx : 158);
  } else {
    const own = members.find((m) => m.self)?.n;
    const order = own ? [own, ...names.filter((n) => n !== own)] : names;
    at = sunflower(order, cx, cy, narrow ? 195 : 335, narrow ? 195 : 212);
  }
  const sparse = crowded ? (narrow ? 13 : 18) : 27;
  return {
    width, height, dense, crowded, rx, drawn: members, most: narrow ? 7 : 14, side: narrow ? 0.34 : 0.75, far: narrow ? 20 : 14,
    order: new Map(names.map((n, i) => [n, i])),
    radius: dense ? (members.length <= 120 ? 9 : 6.2) : sparse,
    at: new Map(at),
    mesh: !dense && members.length <= 12 && !split,
    split,
  };
}

/** Seeds that have not answered: at the edge, around the own node, which is alone in the middle. */
export function seedPlaces(seeds, plan) {
  return ellipse(seeds, plan.width / 2, plan.height / 2, plan.width * 0.33, plan.height * 0.33);
}

/** An arc from 12 o'clock, clockwise. */
export function arc(r, share) {
  const s = Math.min(0.9999, Math.max(0.0001, share));
  const a = 2 * Math.PI * s - Math.PI / 2;
  return `M0 ${-r}A${r} ${r} 0 ${s > 0.5 ? 1 : 0} 1 ${(r * Math.cos(a)).toFixed(2)} ${(r * Math.sin(a)).toFixed(2)}`;
}
