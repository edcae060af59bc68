/* The numbers of the scatter: where every dot stands, from the columns of a labour view. */

export const WIDTH = 360;
export const HEIGHT = 300;
export const PLOT = { left: 48, right: 348, top: 10, bottom: 268 };

/** The middle of a range that masked numbers leave open.
 * @param {import("../map/areas.mjs").Column} column
 */
export function middle({ low, high }, id) {
  return low[id] === null ? null : (low[id] + (high?.[id] ?? low[id])) / 2;
}

/** Both ends of an axis, with some room so that no dot stands on the edge. */
export function domain(values) {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const room = (most - least || 1) * 0.05;
  return [least - room, most + room];
}

/** Where figures stand in the drawing, and the dots of all areas of which both are known.
 * @param {import("../map/areas.mjs").LabourAreas} message
 */
export function planeOf({ columns: [offer, demand], classes }) {
  const known = classes.flatMap((position, id) =>
    position < 0 ? [] : [{ id, offer: middle(offer, id), demand: middle(demand, id) }],
  );
  const [west, east] = domain(known.map((dot) => dot.offer));
  const [south, north] = domain(known.map((dot) => dot.demand));
  const { left, right, top, bottom } = PLOT;
  const xOf = (value) => left + ((value - west) / (east - west)) * (right - left);
  const yOf = (value) => bottom - ((value - south) / (north - south)) * (bottom - top);
  const dots = known.map((dot) => ({ ...dot, x: xOf(dot.offer), y: yOf(dot.demand) }));
  return { xOf, yOf, dots };
}

/** How wide the ranges of a dot are: a line across, a line up. */
export function rangePath({ columns: [offer, demand] }, { xOf, yOf }, { id, x, y }) {
  const across = offer.high ? `M${xOf(offer.low[id])} ${y}H${xOf(offer.high[id])}` : "";
  const up = demand.high ? `M${x} ${yOf(demand.low[id])}V${yOf(demand.high[id])}` : "";
  return across + up;
}

/** The corners of a box between two places. */
export function boxBetween(from, to) {
  const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
  const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
  return { left, right, top, bottom };
}

/** The dot nearest to a place, at most so far away. */
export function nearestDot(dots, { x, y }, reach) {
  let best = null;
  for (const dot of dots) {
    const far = Math.hypot(dot.x - x, dot.y - y);
    if (far <= reach && (!best || far < best.far)) best = { dot, far };
  }
  return best?.dot ?? null;
}
