/* Where the map looks, and keeping what a user chose in the address. */

import { cameraOf, withCamera } from "../address/camera.mjs";
import { rules } from "../rules.mjs";
import { state } from "./state.mjs";

function isCalm() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Room for the corners of the map card, so that no region hides behind them. */
function padding() {
  const { width, height } = state.map.getContainer().getBoundingClientRect();
  const beside = "html.screen #screen, html:not(.screen) .legend";
  const legend = document.querySelector(beside)?.offsetWidth ?? 0;
  const isWide = width > 700 && height > 300;
  const edge = Math.min(36, height / 12);
  return { top: edge, bottom: edge, left: isWide ? legend + 40 : 12, right: isWide ? 70 : 12 };
}

/** On a large screen a code for phones stands in the corner: what is left beside it, or above. */
function paddings() {
  const screen = document.querySelector("html.screen #screen");
  if (!screen?.offsetHeight) return [padding()];
  // As screen.css keeps it free, also before there is a code.
  const right = 0.4 * screen.offsetWidth;
  return [
    { ...padding(), right },
    { ...padding(), bottom: screen.offsetHeight },
  ];
}

/** Show all of a region. */
function look({ box }, animate) {
  if (!box) return;
  const [west, south, east, north] = box;
  const bounds = [
    [west, south],
    [east, north],
  ];
  const zoomOf = (room) => state.map.cameraForBounds(bounds, { padding: room })?.zoom ?? 0;
  const [largest] = paddings().sort((one, other) => zoomOf(other) - zoomOf(one));
  state.map.fitBounds(bounds, {
    padding: largest,
    animate: animate && !isCalm(),
    duration: 700,
    maxZoom: 13,
  });
  state.moved = false;
}

/** Look at the region of a view; the first one of a page at what its address says. */
export function lookAt(focus) {
  if (state.focusCode === focus.code) return;
  const isFirst = state.focusCode === null;
  const kept = isFirst && cameraOf(window.location.search, rules().camera);
  if (kept) {
    state.map.jumpTo(kept);
    state.moved = true;
  } else {
    look(focus, !isFirst);
  }
  state.focusCode = focus.code;
}

/** Keep the camera that a user chose in the address, without asking the server anything. */
export function rememberCamera() {
  if (!state.moved) return;
  const { map } = state;
  const query = withCamera(window.location.search, map.getCenter(), map.getZoom(), rules().camera);
  window.history.replaceState(window.history.state, "", query);
}

function zoom(step) {
  state.moved = true;
  state.map.zoomTo(state.map.getZoom() + step, { animate: !isCalm(), duration: 200 });
}

export function listenToCamera() {
  const { map } = state;
  const note = (event) => {
    if (event.originalEvent) state.moved = true;
  };
  map.on("dragend", note);
  map.on("zoomend", note);
  map.on("moveend", rememberCamera);
  // The sentence above the map may take one line or three.
  map.on("resize", () => {
    if (!state.moved && state.focusCode !== null) look(state.areas.focus, false);
  });
  document.getElementById("zoom-in").addEventListener("click", () => zoom(1));
  document.getElementById("zoom-out").addEventListener("click", () => zoom(-1));
}
