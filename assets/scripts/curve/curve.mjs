/* The curve of the panel: share of young people against distance, with the threshold as a handle. */

import { drawingOf } from "./drawing.mjs";
import { isDragging, listen } from "./handle.mjs";
import { snapped } from "./scale.mjs";
import { show } from "./show.mjs";
import { state } from "./state.mjs";

function draw() {
  const into = document.getElementById("curve");
  if (!into) return;
  const drawing = drawingOf(state.message);
  state.drawn = { into, ...drawing };
  into.replaceChildren(drawing.svg, drawing.key);
  listen(draw);
  show();
  if (state.isHeld && document.activeElement === document.body) {
    drawing.grip.focus({ preventScroll: true });
  }
}

function clear() {
  clearTimeout(state.rest);
  Object.assign(state, { drawn: null, drag: null, rest: null, isHeld: false, isWaiting: false });
  document.getElementById("curve")?.replaceChildren();
}

/** Draw a message; null for no curve, nothing at all for the last message once more.
 * @param {import("./scale.mjs").Curve | null | undefined} message
 */
export function curve(message = state.message) {
  state.message = message?.lines?.length ? message : null;
  if (!state.message) {
    clear();
  } else if (isDragging()) {
    state.isWaiting = true;
  } else {
    state.drag = null;
    state.value = snapped(state.rest === null ? message.threshold : state.value, message);
    draw();
  }
}

/** Another control moves the threshold: the handle follows and tells nobody. */
export function curveAt(value) {
  if (!state.message || isDragging() || !Number.isFinite(value)) return;
  state.value = snapped(value, state.message);
  if (state.drawn?.svg.isConnected) show();
  else draw();
}
