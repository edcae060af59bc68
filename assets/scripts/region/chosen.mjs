/* The areas that are chosen for a region, on the map. */

import { geometryOf } from "../map/geometry.mjs";
import { showData } from "../map/sources.mjs";
import { collection, EMPTY, state } from "../map/state.mjs";

const SOURCE = "td-own";
const OPACITY = 0.7;

/** The areas in sight: GeoJSON features, each with its code (`c`) and name (`n`). */
export async function areasInSight() {
  return (await geometryOf(state.areas.geometry)).features;
}

/** The middle of the largest ring of an area, in degrees. */
export function middleOf({ geometry }) {
  const outer = geometry.coordinates.map((polygon) => centred(polygon[0]));
  return outer.reduce((one, other) => (other.size > one.size ? other : one)).middle;
}

/** The middle of a ring and its size. */
function centred(ring) {
  let [size, east, north] = [0, 0, 0];
  const [x0, y0] = ring[0];
  ring.slice(1).forEach(([x, y], at) => {
    const [a, b] = [ring[at][0] - x0, ring[at][1] - y0];
    const cross = a * (y - y0) - (x - x0) * b;
    size += cross;
    east += (a + x - x0) * cross;
    north += (b + y - y0) * cross;
  });
  const middle = size ? [x0 + east / (3 * size), y0 + north / (3 * size)] : ring[0];
  return { size: Math.abs(size), middle };
}

/** Colour some areas on the map. */
export function showChosen(features, colour) {
  const { map } = state;
  if (!map.getSource(SOURCE)) {
    map.addSource(SOURCE, { type: "geojson", data: EMPTY });
    map.addLayer({ id: SOURCE, type: "fill", source: SOURCE }, "td-focus");
    map.addLayer({ id: `${SOURCE}-line`, type: "line", source: SOURCE }, "td-focus");
  }
  map.setPaintProperty(SOURCE, "fill-color", colour);
  map.setPaintProperty(SOURCE, "fill-opacity", OPACITY);
  map.setPaintProperty(`${SOURCE}-line`, "line-color", colour);
  showData(map, SOURCE, collection(features));
}

export function hideChosen() {
  if (state.map?.getSource(SOURCE)) showData(state.map, SOURCE, EMPTY);
}
