/* The handle of the curve: moved by a pointer or by keys. */

import { follow as followThreshold, release } from "../page/follow.mjs";
import { snapped, valueAt, WIDTH, xOf } from "./scale.mjs";
import { show } from "./show.mjs";
import { state } from "./state.mjs";

const KEYS_REST_MS = 400;
const FINGER_SURE_PX = 8;
/** Steps of a key. */
const STEPS = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 5,
  PageDown: -5,
  Home: -Infinity,
  End: Infinity,
};

function move(value) {
  if (value === state.value) return;
  state.value = value;
  show();
  followThreshold(value);
}

/** What the keys chose holds from now on. */
function settle() {
  if (state.rest === null) return;
  clearTimeout(state.rest);
  state.rest = null;
  release(state.value);
}

function xUnder(event) {
  const box = state.drawn.svg.getBoundingClientRect();
  return ((event.clientX - box.left) / box.width) * WIDTH;
}

function valueUnder(event) {
  return valueAt(state.message, xUnder(event) + (state.drag?.beside ?? 0));
}

function isOnHandle(event) {
  return Boolean(event.target.closest(".curve-grip, .curve-hit"));
}

function grab(event) {
  if (!event.isPrimary || event.button !== 0) return;
  const { svg, grip } = state.drawn;
  const isTaken = isOnHandle(event);
  // Taken beside its middle the handle stays where it is until the hand moves.
  const beside = isTaken ? xOf(state.message, state.value) - xUnder(event) : 0;
  // A finger beside the handle may be about to scroll the page.
  const isSure = isTaken || event.pointerType !== "touch";
  settle();
  const { pointerId: pointer, clientX: began } = event;
  state.drag = { pointer, began, from: state.value, beside, isSure };
  svg.setPointerCapture(pointer);
  svg.classList.add("curve-dragged");
  grip.focus({ preventScroll: true, focusVisible: false });
  if (!isTaken && isSure) move(valueUnder(event));
  event.preventDefault();
}

function follow(event) {
  const { drag } = state;
  if (drag?.pointer !== event.pointerId) return;
  drag.isSure ||= Math.abs(event.clientX - drag.began) >= FINGER_SURE_PX;
  if (drag.isSure) move(valueUnder(event));
}

function endDrag(onEnd) {
  state.drag = null;
  state.drawn.svg.classList.remove("curve-dragged");
  if (!state.isWaiting) return;
  state.isWaiting = false;
  onEnd();
}

function press(event) {
  const steps = STEPS[event.key];
  if (steps === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const { least, most, step } = state.message;
  const target = Math.min(most, Math.max(least, state.value + steps * step));
  move(snapped(target, state.message));
  clearTimeout(state.rest);
  state.rest = setTimeout(settle, KEYS_REST_MS);
}

/** Is a hand on a handle that is on the page? */
export function isDragging() {
  return Boolean(state.drag && state.drawn?.svg.isConnected);
}

/** Let hands move the handle; `redraw` is called when a message came meanwhile. */
export function listen(redraw) {
  const { svg, grip } = state.drawn;
  svg.addEventListener("pointerdown", (event) => {
    if (isOnHandle(event) || event.target.matches(".curve-plot")) grab(event);
  });
  // Chromium scrolls in spite of a touch-action on parts of a drawing.
  const stay = (event) => {
    if (isOnHandle(event)) event.preventDefault();
  };
  svg.addEventListener("touchstart", stay, { passive: false });
  svg.addEventListener("pointermove", follow);
  svg.addEventListener("pointerup", (event) => {
    if (state.drag?.pointer !== event.pointerId) return;
    move(valueUnder(event));
    const { from } = state.drag;
    endDrag(redraw);
    if (state.value !== from) release(state.value);
  });
  // The browser took the finger to scroll: as if nothing had happened.
  svg.addEventListener("pointercancel", (event) => {
    if (state.drag?.pointer !== event.pointerId) return;
    move(state.drag.from);
    endDrag(redraw);
  });
  grip.addEventListener("keydown", press);
}

// Whoever turns elsewhere is not called back by a new drawing.
function noteFocus(event) {
  state.isHeld = Boolean(state.drawn?.svg.contains(event.target));
}
document.addEventListener("focusin", noteFocus);
document.addEventListener("pointerdown", noteFocus);
