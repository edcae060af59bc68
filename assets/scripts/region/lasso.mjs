/* A line drawn around areas with a mouse, pen or finger: which of some places lie in it. */

import { change, shape } from "../dom.mjs";

/** Pixels that a hand moves before the line goes on. */
const STEP = 4;

/** Is a place in a ring of places? */
export function isInside([x, y], ring) {
  let inside = false;
  ring.forEach(([x1, y1], at) => {
    const [x0, y0] = ring.at(at - 1);
    if (y0 > y !== y1 > y && x < x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)) inside = !inside;
  });
  return inside;
}

/** A sheet over the map that draws; `drawn` is given the places of each line that is closed. */
export function lassoOver(figure, drawn) {
  const line = shape("polygon", "region-line");
  const sheet = shape("svg", "region-lasso", {}, line);
  let ring = null;
  function at(event) {
    const { left, top } = sheet.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  }
  function end(isWhole) {
    const closed = ring;
    ring = null;
    change(line, { points: "" });
    if (isWhole && closed?.length > 2) drawn(closed);
  }
  sheet.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button) return;
    sheet.setPointerCapture(event.pointerId);
    ring = [at(event)];
  });
  sheet.addEventListener("pointermove", (event) => {
    if (!ring || !event.isPrimary) return;
    const [x, y] = at(event);
    const [before, above] = ring.at(-1);
    if (Math.hypot(x - before, y - above) < STEP) return;
    ring.push([x, y]);
    change(line, { points: ring.join(" ") });
  });
  sheet.addEventListener("pointerup", (event) => event.isPrimary && end(true));
  sheet.addEventListener("pointercancel", () => end(false));
  figure.append(sheet);
  return sheet;
}
