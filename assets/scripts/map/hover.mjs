/* An area that is pointed at, or that keys brought under the mark in the middle (keys.mjs), says what
 * it is; a click or Enter goes closer, or chooses it in the labour views.
 */

import { addsTo, choose } from "../choose.mjs";
import { setProps } from "../dash.mjs";
import { openSheet } from "../page/sheet.mjs";
import { shown } from "../page/shown.mjs";
import { rules } from "../rules.mjs";
import { scatterAt } from "../scatter/drawing.mjs";
import { describe } from "./describe.mjs";
import { outlineHover } from "./outline.mjs";
import { state } from "./state.mjs";
import { hideTooltip, offArea, overArea } from "./tooltip.mjs";

const HOVERS = window.matchMedia("(hover: hover)");

/** What an area says: its name, and its figure in words. */
export function linesOf(id) {
  const { areas, painted: classes, threshold } = state;
  const name = state.names[state.level]?.[id] ?? "";
  return [name, ...describe(id, { areas, classes, threshold }, rules().codes)];
}

export function over(id, event) {
  if (!overArea(() => linesOf(id), event)) return;
  scatterAt(id);
  outlineHover(id);
}

export function off() {
  offArea();
  scatterAt(null);
  outlineHover(null);
}

export function pick(id, event) {
  if (state.pick) return state.pick(id);
  // A finger never leaves what it tapped.
  if (!HOVERS.matches) hideTooltip();
  openSheet();
  const code = state.areas.codes?.[id];
  if (code) choose(code, addsTo(event));
  else setProps("picked-area", { data: { feature: id, shown: shown().query, at: Date.now() } });
}

/** The number of the area in sight at a point of the map; null where none is. */
export function areaAt(point) {
  const { map, source } = state;
  const [area] = source ? map.queryRenderedFeatures(point, { layers: [source] }) : [];
  return area?.id ?? null;
}

export function listenToAreas() {
  const { map } = state;
  map.on("mousemove", ({ point, originalEvent }) => {
    const id = areaAt(point);
    if (id === null) off();
    else over(id, originalEvent);
  });
  map.on("mouseout", off);
  map.on("click", ({ point, originalEvent }) => {
    const id = areaAt(point);
    if (id !== null) pick(id, originalEvent);
  });
}
