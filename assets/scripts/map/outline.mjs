/* Outlines: of the region that is shown, of what is chosen on the map, of what is pointed at. */

import { frameDrawn } from "../frame.mjs";
import { edgeOf, geometryOf } from "./geometry.mjs";
import { showData } from "./sources.mjs";
import { collection, EMPTY, state } from "./state.mjs";

/** Features of a geometry, null for what lies around all of them. With colours by their numbers each
 * knows its own, which the line of it has (ground.mjs).
 */
async function shapesOf(geometry, features, colours) {
  if (!geometry) return EMPTY;
  if (!features) return edgeOf(geometry);
  const these = new Set(features);
  const shapes = (await geometryOf(geometry)).features.filter((one) => these.has(one.id));
  const coloured = ({ properties, id, ...shape }) => {
    return { ...shape, id, properties: { ...properties, line: colours[id] } };
  };
  return collection(colours ? shapes.map(coloured) : shapes);
}

/** Outline features of a geometry in one source, null for none. Nothing is drawn again when it is
 * outlined already, and nothing at all when meanwhile another outline is wanted.
 */
async function outline(target, geometry, features, colours) {
  const drawn = [features?.join(), colours && Object.values(colours).join()];
  const wanted = geometry ? `${geometry}#${drawn.join("#")}` : "";
  if ((state.outlined[target] ?? "") === wanted) return;
  state.outlined[target] = wanted;
  const shapes = await shapesOf(geometry, features, colours);
  if (state.outlined[target] !== wanted) return;
  if (state.map.getSource(target)) showData(state.map, target, shapes);
}

/** Outline what is chosen on the map itself; else the region that is shown. */
export function outlineFocus({ focus, geometry }) {
  if (focus.chosen?.length) return outline("td-focus", geometry, focus.chosen);
  const region = focus.outline;
  if (region?.colours) {
    const these = Object.keys(region.colours).map(Number);
    return outline("td-focus", region.geometry, these, region.colours);
  }
  return outline("td-focus", region?.geometry, region?.feature == null ? null : [region.feature]);
}

let pointed = null; // area

/** Outline the area that is pointed at; null for none. Once its words are on the screen: they would
 * wait for the map, which is drawn again.
 */
export async function outlineHover(id) {
  pointed = id;
  await frameDrawn();
  if (pointed === id) await outline("td-hover", id === null ? null : state.areas.geometry, [id]);
}

/** A dot of the scatter is pointed at: so is its area. */
export function pointAt(id) {
  if (state.map && state.areas?.codes) outlineHover(id);
}
