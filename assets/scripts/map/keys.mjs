/* The map by keyboard: arrows move it under a mark in its middle, the area there says what it is, and
 * Enter goes to it. MapLibre moves the map itself.
 */

import { areaAt, linesOf, off, over, pick } from "./hover.mjs";
import { state } from "./state.mjs";

let told = null; // the words of the area that spoke last

/** The middle of the map: on its canvas, and in the window. */
function middle(canvas) {
  const { x, y, width, height } = canvas.getBoundingClientRect();
  return {
    point: [width / 2, height / 2],
    event: { clientX: x + width / 2, clientY: y + height / 2 },
  };
}

function say(words) {
  told = words;
  const place = document.getElementById("map-said");
  if (place) place.textContent = words;
}

/** The area under the mark speaks, if it is another or says something else. */
function tell() {
  const canvas = state.map.getCanvas();
  if (!canvas.matches(":focus-visible")) return;
  const { point, event } = middle(canvas);
  const id = areaAt(point);
  const words = id === null ? "" : linesOf(id).join(". ");
  if (words === told) return;
  say(words);
  if (id === null) off();
  else over(id, event);
}

function silence() {
  say(null);
  off();
}

function press(event) {
  if (event.key !== "Enter") return;
  const { point } = middle(event.currentTarget);
  const id = areaAt(point);
  if (id !== null) pick(id, event);
}

/** Let keys reach a new map, and a screen reader know what they do and what is on it. */
export function listenToKeys() {
  const { map } = state;
  const canvas = map.getCanvas();
  const { keys } = map.getContainer().closest("[data-keys]").dataset;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", keys);
  canvas.setAttribute("aria-describedby", "map-caption");
  map.keyboard.disableRotation();
  canvas.addEventListener("focus", tell);
  canvas.addEventListener("blur", silence);
  canvas.addEventListener("keydown", press);
  map.on("idle", tell);
}
