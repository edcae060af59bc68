/* A finger and the map: where the page scrolls under the map one finger scrolls it, and two move the
 * map. On a large touch screen, where nothing scrolls, one finger moves the map.
 */

import { state } from "./state.mjs";

/** The words that MapLibre shows to one finger. */
const TOLD = ".maplibregl-cooperative-gesture-screen .maplibregl-mobile-message";
const SCROLLS = window.matchMedia("(max-width: 900px) and (pointer: coarse)");

function share() {
  const { map } = state;
  if (!map) return;
  map.cooperativeGestures[SCROLLS.matches ? "enable" : "disable"]();
  const words = map.getCanvasContainer().querySelector(TOLD);
  if (words) words.textContent = map.getContainer().closest("[data-fingers]").dataset.fingers;
}

/** Share the fingers on a new map between it and the page. */
export function shareTouch() {
  share();
  SCROLLS.onchange = share; // a tablet is turned
}
