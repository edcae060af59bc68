/* Where the map looks, and keeping what a user chose in the address. */

import { cameraOf, withCamera } from "../address/camera.mjs";
import { withValues } from "../address/query.mjs";
import { rules } from "../rules.mjs";
import { state } from "./state.mjs";

function isCalm() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Space between a region and what lies over the map. */
const GAP = 14;

/** Where an element lies over the map, from its edges; null where it does not. */
function over(selector) {
  const box = document.querySelector(selector)?.getBoundingClientRect();
  const map = state.map.getContainer().getBoundingClientRect();
  const isOver = box?.width && box.left < map.right && box.right > map.left && box.top < map.bottom;
  if (!isOver || box.bottom <= map.top) return null;
  return {
    left: box.right - map.left + GAP,
    top: box.bottom - map.top + GAP,
    right: map.right - box.left + GAP,
    bottom: map.bottom - box.top + GAP,
  };
}

/** Room for the corners of the map card, so that no region hides behind them: beside the legend, or
 * above it.
 */
function besidePanels(code) {
  const { clientHeight: height } = state.map.getContainer();
  const edge = Math.min(36, height / 12);
  const [views, legend, tools, zoom, inset] = VIEW_PANELS.map(over);
  const top = tools?.top ?? edge;
  const right = zoom?.right ?? GAP;
  const beside = {
    // Of the country only sea lies beside Map and Table.
    top: code === "NL" ? edge : top,
    right,
    bottom: inset?.bottom ?? edge,
    left: Math.max(views?.left ?? 0, legend?.left ?? GAP),
  };
  if (!legend) return [beside].map(overSheet);
  const bottom = Math.max(legend.bottom, inset?.bottom ?? 0);
  const above = { top, right, bottom, left: views?.left ?? GAP };
  const below = { ...above, left: GAP, top: Math.max(top, views?.top ?? 0) };
  const bare = { top: edge, right: GAP, bottom: edge, left: GAP };
  // A map that its panels fill is as large as it is without them.
  const room = [beside, above, below].map(overSheet).filter(isRoom);
  return room.length ? room : [bare];
}

/** On a phone what a tap chose comes from below, over the map: the region stays above it. */
function overSheet(room) {
  const sheet = over(".with-sheet #answer")?.bottom ?? 0;
  return { ...room, bottom: Math.max(room.bottom, sheet) };
}

/** The least of a map in which a region can be seen, in pixels. */
const LEAST = 60;

function isRoom({ top, right, bottom, left }) {
  const { clientWidth: width, clientHeight: height } = state.map.getContainer();
  return width - left - right > LEAST && height - top - bottom > LEAST;
}

/** Those of the live page: the first picture, which may still lie over it, has its own. */
const VIEW_PANELS = [".views", ".legend", "#map-switch", ".zoom", ".inset-folded"].map(
  (panel) => `#map-card ${panel}`,
);

/** Beside the words of a large screen. */
function padding() {
  const { clientWidth: width, clientHeight: height } = state.map.getContainer();
  const edge = Math.min(36, height / 12);
  const words = document.querySelector("html.screen #screen").offsetWidth;
  const isWide = width > 700 && height > 300;
  return { top: edge, bottom: edge, left: isWide ? words + 40 : 12, right: isWide ? 70 : 12 };
}

/** What is left of the map; on a large screen a code for phones stands in the corner: beside it, or
 * above.
 */
function paddings(code) {
  const screen = document.querySelector("html.screen #screen");
  if (!screen?.offsetHeight) return besidePanels(code);
  // As screen.css keeps it free, also before there is a code.
  const right = 0.4 * screen.offsetWidth;
  return [
    { ...padding(), right },
    { ...padding(), bottom: screen.offsetHeight },
  ];
}

/** Show all of a region. */
function look({ box, code }, animate) {
  if (!box) return;
  const [west, south, east, north] = box;
  const bounds = [
    [west, south],
    [east, north],
  ];
  const zoomOf = (room) => state.map.cameraForBounds(bounds, { padding: room })?.zoom ?? 0;
  const [largest] = paddings(code).sort((one, other) => zoomOf(other) - zoomOf(one));
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

/** Back to all of the region, as without a hand on the map. */
function zoomToRegion() {
  look(state.areas.focus, true);
  const query = withValues(window.location.search, { [rules().camera.parameter]: null });
  window.history.replaceState(window.history.state, "", query || window.location.pathname);
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
  document.getElementById("zoom-region").addEventListener("click", zoomToRegion);
}
