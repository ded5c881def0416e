/** Where members stand in the picture (L-10): follows from the sorted names, never moves by itself. */

const GOLDEN = 2.39996;
export const MOST = 600;

function ellipse(names, cx, cy, rx, ry) {
  return names.map((name, i) => {
    const angle = -Math.PI / 2 + (2 * Math.PI * i) / names.length;
    return [name, { x: cx + rx * Math.cos(angle), y: cy + ry * Math.sin(angle) }];
  });
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
  let at;
  if (members.length === 1) {
    at = [[names[0], { x: cx, y: cy }]];
  } else if (!dense && groups?.length === 2) {
    const rx = narrow ? 80 : 150;
    const ry = narrow ? 120 : 140;
    const placed = new Set(groups.flat());
    const first = groups[0].concat(names.filter((n) => !placed.has(n)));
    at = [...ellipse(first.filter((n) => names.includes(n)), cx / 2, cy, rx, ry),
      ...ellipse(groups[1].filter((n) => names.includes(n)), cx * 1.5, cy, rx, ry)];
  } else if (!dense) {
    at = ellipse(names, cx, cy, narrow ? 150 : 260, narrow ? 150 : 158);
  } else {
    const own = members.find((m) => m.self)?.n;
    const order = own ? [own, ...names.filter((n) => n !== own)] : names;
    at = sunflower(order, cx, cy, narrow ? 195 : 335, narrow ? 195 : 212);
  }
  const sparse = members.length <= 12 ? 27 : 18;
  return {
    width, height, dense, drawn: members,
    radius: dense ? (members.length <= 120 ? 9 : 6.2) : sparse,
    at: new Map(at),
    mesh: !dense && members.length <= 12 && groups?.length !== 2,
    split: !dense && groups?.length === 2,
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
