/* Outlines: of the region that is shown, of what is chosen on the map, of what is pointed at. */

import { edgeOf, geometryOf } from "./geometry.mjs";
import { collection, EMPTY, state } from "./state.mjs";

/** Features of a geometry, null for what lies around all of them. */
async function shapesOf(geometry, features) {
  if (!geometry) return EMPTY;
  if (!features) return edgeOf(geometry);
  const these = new Set(features);
  return collection((await geometryOf(geometry)).features.filter((one) => these.has(one.id)));
}

/** Outline features of a geometry in one source, null for none. Nothing is drawn again when it is
 * outlined already, and nothing at all when meanwhile another outline is wanted.
 */
async function outline(target, geometry, features) {
  const wanted = geometry ? `${geometry}#${features?.join() ?? ""}` : "";
  if ((state.outlined[target] ?? "") === wanted) return;
  state.outlined[target] = wanted;
  const shapes = await shapesOf(geometry, features);
  if (state.outlined[target] !== wanted) return;
  state.map.getSource(target)?.setData(shapes);
}

/** Outline what is chosen on the map itself; else the region that is shown. */
export function outlineFocus({ focus, geometry }) {
  if (focus.chosen?.length) return outline("td-focus", geometry, focus.chosen);
  const region = focus.outline;
  return outline("td-focus", region?.geometry, region?.feature == null ? null : [region.feature]);
}

/** Outline the area that is pointed at; null for none. */
export function outlineHover(id) {
  return outline("td-hover", id === null ? null : state.areas.geometry, [id]);
}

/** A dot of the scatter is pointed at: so is its area. */
export function pointAt(id) {
  if (state.map && state.areas?.codes) outlineHover(id);
}
