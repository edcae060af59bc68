/* Sources of the map, and what is drawn of them. */

/** How far beyond its tile a line or an area is cut, in pixels of a tile: twice the widest line, whose
 * corners stick out. As MapLibre has it, a quarter of a tile on each side, everything is cut and drawn
 * twice.
 */
export const BUFFER = 16;

/** How layers begin that often stay empty: every tile of them would be asked and cut all the same. */
export const UNSEEN = { visibility: "none" };

/** Names of the layers that draw a source. */
export function layersOf(map, source) {
  return map.getLayersOrder().filter((id) => map.getLayer(id).source === source);
}

/** Draw this of a source. Its layers are seen from the first time that there is something in it: to
 * hide them again would be to draw the map once more.
 */
export function showData(map, source, data) {
  map.getSource(source).setData(data);
  if (data.features?.length === 0) return;
  // Said again, it would be drawn again.
  const isUnseen = (id) => map.getLayoutProperty(id, "visibility") === UNSEEN.visibility;
  for (const id of layersOf(map, source).filter(isUnseen)) {
    map.setLayoutProperty(id, "visibility", "visible");
  }
}
