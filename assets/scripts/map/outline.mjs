/* Outlines: of the region that is shown, of what is chosen on the map, of what is pointed at. */

import { geometryOf } from "./geometry.mjs";
import { collection, state } from "./state.mjs";

/** Outline features of a geometry in one source, null for none. Nothing is drawn again when it is
 * outlined already, and nothing at all when meanwhile another outline is wanted.
 */
async function outline(target, geometry, features) {
  const wanted = geometry ? `${geometry}#${features.join()}` : "";
  if ((state.outlined[target] ?? "") === wanted) return;
  state.outlined[target] = wanted;
  const shapes = geometry ? (await geometryOf(geometry)).features : [];
  if (state.outlined[target] !== wanted) return;
  const these = new Set(features);
  const lines = shapes.filter((one) => these.has(one.id));
  state.map.getSource(target)?.setData(collection(lines));
}

/** Outline what is chosen on the map itself; else the region that is shown. */
export function outlineFocus({ focus, geometry }) {
  if (focus.chosen?.length) return outline("td-focus", geometry, focus.chosen);
  const region = focus.outline;
  return outline("td-focus", region?.geometry, [region?.feature]);
}

/** Outline the area that is pointed at; null for none. */
export function outlineHover(id) {
  return outline("td-hover", id === null ? null : state.areas.geometry, [id]);
}

/** A dot of the scatter is pointed at: so is its area. */
export function pointAt(id) {
  if (state.map && state.areas?.codes) outlineHover(id);
}
