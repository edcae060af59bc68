/* Geometry by its address, for whoever needs it. */

import { jsonOf } from "../once.mjs";
import { feature, mesh } from "../vendor/topojson-client.mjs";

/** What is made of geometry, as long as the page lives: address -> promise. */
const areas = new Map();
const lines = new Map();

function once(kept, address, make) {
  if (!kept.has(address)) {
    const made = jsonOf(address).then(make);
    kept.set(address, made);
    made.catch(() => kept.delete(address)); // who comes next asks again
  }
  return kept.get(address);
}

/** Areas travel as TopoJSON, in which a line that two of them share stands once; the ground as
 * GeoJSON.
 */
function isTopology({ type }) {
  return type === "Topology";
}

/** @returns {Promise<object>} GeoJSON */
export function geometryOf(address) {
  return once(areas, address, (document) => {
    return isTopology(document) ? feature(document, "areas") : document;
  });
}

/** The borders of areas, each of them once.
 * @returns {Promise<object>} GeoJSON
 */
export function bordersOf(address) {
  return once(lines, address, (topology) => mesh(topology, topology.objects.areas));
}

/** The line around all areas together.
 * @returns {Promise<object>} GeoJSON
 */
export async function edgeOf(address) {
  const topology = await jsonOf(address);
  return mesh(topology, topology.objects.areas, (one, other) => one === other);
}
