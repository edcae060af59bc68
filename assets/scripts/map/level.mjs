/* The areas of another level: made ready unseen beside those in sight, and shown at one moment. */

import { rules } from "../rules.mjs";
import { areaLayers, lineLayer, linesOf, seenBy } from "./colours.mjs";
import { bordersOf, geometryOf } from "./geometry.mjs";
import { BUFFER, layersOf } from "./sources.mjs";
import { state } from "./state.mjs";

/** Pixels that a border of small areas may lie beside its place: no more than it is wide. Large
 * areas have few borders, and a dock that is drawn across itself would fill the water beside it.
 */
const TOLERANCE = 0.75;
/** Levels that are a click away without reading their geometry again. */
const KEPT = 3;
const PREFIX = "td-areas:"; // of the names of sources
const OVER = "td-borders"; // layer over the areas, which may come after them

/** Are these the smallest areas that are shown? */
function isClose(level) {
  return rules().closest.includes(level);
}

/** Resolves once every tile of areas and of their borders is there. */
export function tilesOf(source) {
  const { map } = state;
  return new Promise((resolve) => {
    (function look() {
      if (map.isSourceLoaded(source) && map.isSourceLoaded(linesOf(source))) resolve();
      else map.once("sourcedata", look);
    })();
  });
}

/** A source of areas, or of their borders, and its layers. */
function addSource(source, data, { level, layers }) {
  const { map } = state;
  const tolerance = isClose(level) ? TOLERANCE : 0;
  map.addSource(source, { type: "geojson", data, tolerance, buffer: BUFFER });
  for (const layer of layers) map.addLayer(layer, map.getLayer(OVER) ? OVER : undefined);
}

/** Have the areas of a level cut in tiles, unseen. That is most of the work of a map, and none of the
 * page's own: it can do the rest meanwhile.
 * @param {import("./areas.mjs").Areas} areas
 * @returns {Promise<string>} the source of these areas
 */
export async function beginAreas({ level, geometry }) {
  const source = PREFIX + geometry;
  const data = await geometryOf(geometry);
  state.names[level] ??= Object.fromEntries(data.features.map((one) => [one.id, one.properties.n]));
  if (!state.map.getSource(source)) {
    // Only of the smallest areas it is said that nothing else is within reach.
    addSource(source, data, { level, layers: areaLayers(source, isClose(level)) });
    state.kept.push(source);
  }
  return source;
}

/** Have areas and their borders cut in tiles, unseen.
 * @param {import("./areas.mjs").Areas} areas
 * @returns {Promise<string>} the source of these areas, to be shown
 */
export async function beginLevel(areas) {
  const { map, ground } = state;
  const { level, geometry } = areas;
  const source = await beginAreas(areas);
  // Areas have every border twice; drawn once it costs half.
  const borders = await bordersOf(geometry);
  if (!map.getSource(linesOf(source))) {
    const look = { colour: ground.colours.line, width: isClose(level) ? 0.5 : 1 };
    addSource(linesOf(source), borders, { level, layers: [lineLayer(source, look)] });
  }
  return source;
}

function drop(source) {
  const { map } = state;
  const sources = [source, linesOf(source)];
  for (const id of sources.flatMap((one) => layersOf(map, one))) map.removeLayer(id);
  for (const id of sources) map.removeSource(id);
}

/** Areas out of sight: kept as they are, but for their stripes, which cannot be hidden otherwise. */
function hide(source) {
  const { map } = state;
  for (const [id, property] of seenBy(source)) map.setPaintProperty(id, property, 0);
  map.removeFeatureState({ source });
}

/** Show areas that are ready, in place of those in sight. */
export function showLevel(source, level) {
  const { map, source: before, kept } = state;
  if (before === source) return;
  if (before) hide(before);
  for (const [id, property] of seenBy(source)) map.setPaintProperty(id, property, 1);
  const latest = [source, ...kept.filter((one) => one !== source)];
  latest.splice(KEPT).forEach(drop);
  Object.assign(state, { source, level, kept: latest, painted: [], outside: [], looks: [] });
}
