/* Hands on the scatter. A dot is chosen as an area is; a box that is dragged with the mouse chooses
 * all in it. With the keyboard: arrows go from dot to dot, Enter chooses, and the table has every
 * figure.
 */

import { addsTo, choose, chooseAll } from "../choose.mjs";
import { change } from "../dom.mjs";
import { pointAt } from "../map/outline.mjs";
import { draw, show } from "./drawing.mjs";
import { boxBetween, nearestDot, WIDTH } from "./plane.mjs";
import { state } from "./state.mjs";

const NEAR_PX = { mouse: 10, pen: 12, touch: 24 };
const DRAGGED_PX = 6;

function point(id) {
  if (state.active === id) return;
  state.active = id;
  show();
  pointAt(id);
}

function placeOf(event) {
  const box = state.drawn.svg.getBoundingClientRect();
  const scale = WIDTH / box.width;
  return { x: (event.clientX - box.left) * scale, y: (event.clientY - box.top) * scale, scale };
}

function dotUnder(event) {
  const place = placeOf(event);
  const reach = (NEAR_PX[event.pointerType] ?? NEAR_PX.mouse) * place.scale;
  return nearestDot(state.plane.dots, place, reach);
}

function begin(event) {
  if (!event.isPrimary || event.button !== 0) return;
  state.drag = { pointer: event.pointerId, from: placeOf(event), isWide: false };
  if (event.pointerType !== "touch") state.drawn.svg.setPointerCapture(event.pointerId);
}

function follow(event) {
  const { drag } = state;
  if (!drag || event.pointerType === "touch") {
    point(dotUnder(event)?.id ?? null);
    return;
  }
  const here = placeOf(event);
  const far = Math.hypot(here.x - drag.from.x, here.y - drag.from.y);
  drag.isWide ||= far > DRAGGED_PX * here.scale;
  if (!drag.isWide) return;
  const { left, right, top, bottom } = boxBetween(drag.from, here);
  change(state.drawn.box, { x: left, y: top, width: right - left, height: bottom - top });
}

function end(event) {
  const { drag, message, plane } = state;
  if (drag?.pointer !== event.pointerId) return;
  state.drag = null;
  change(state.drawn.box, { width: 0, height: 0 });
  if (drag.isWide) {
    const { left, right, top, bottom } = boxBetween(drag.from, placeOf(event));
    const isInside = ({ x, y }) => x >= left && x <= right && y >= top && y <= bottom;
    const codes = plane.dots.filter(isInside).map((dot) => message.codes[dot.id]);
    if (codes.length) chooseAll(codes, addsTo(event));
    return;
  }
  const dot = dotUnder(event);
  if (dot) choose(message.codes[dot.id], addsTo(event) || event.pointerType === "touch");
}

/** The dot after the one that is pointed at, from left to right; or before it. */
function neighbour(step) {
  const order = [...state.plane.dots].sort((one, other) => one.x - other.x || one.y - other.y);
  const now = order.findIndex((dot) => dot.id === state.active);
  return now < 0 ? order[0] : order[(now + step + order.length) % order.length];
}

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

function press(event) {
  const step = STEPS[event.key];
  if (step) {
    const next = neighbour(step);
    if (next) point(next.id);
  } else if ((event.key === "Enter" || event.key === " ") && state.active !== null) {
    choose(state.message.codes[state.active], true);
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

function listen(svg) {
  svg.addEventListener("pointerdown", begin);
  svg.addEventListener("pointermove", follow);
  svg.addEventListener("pointerup", end);
  svg.addEventListener("pointercancel", () => {
    state.drag = null;
  });
  svg.addEventListener("pointerleave", () => state.drag || point(null));
  svg.addEventListener("keydown", press);
}

function noteFocus(event) {
  state.isHeld = Boolean(state.drawn?.svg.contains(event.target));
}
document.addEventListener("focusin", noteFocus);
document.addEventListener("pointerdown", noteFocus);

/** Draw a message of the map; nothing at all for the last one once more.
 * @param {import("../map/areas.mjs").LabourAreas | null | undefined} message
 */
export function scatter(message = state.message) {
  state.message = message?.scatter ? message : null;
  if (state.message) draw(listen);
  else document.getElementById("scatter")?.replaceChildren();
}
