/* The areas of another level: made ready unseen beside those in sight, and shown at one moment. */

import { rules } from "../rules.mjs";
import { areaLayers, linesOf, seenBy } from "./colours.mjs";
import { bordersOf, geometryOf } from "./geometry.mjs";
import { state } from "./state.mjs";

/** Pixels that a border of small areas may lie beside its place: no more than it is wide. Large
 * areas have few borders, and a dock that is drawn across itself would fill the water beside it.
 */
const TOLERANCE = 0.75;
/** Levels that are a click away without reading their geometry again. */
const KEPT = 3;
const PREFIX = "td-areas:"; // of the names of sources

/** Resolves once every tile of areas and of their borders is there. */
function loaded(map, source) {
  return new Promise((resolve) => {
    (function look() {
      if (map.isSourceLoaded(source) && map.isSourceLoaded(linesOf(source))) resolve();
      else map.once("sourcedata", look);
    })();
  });
}

function addAreas(source, { data, borders, level }) {
  const { map, ground } = state;
  const isClose = rules().closest.includes(level);
  const tolerance = isClose ? TOLERANCE : 0;
  map.addSource(source, { type: "geojson", data, tolerance });
  // Areas have every border twice; drawn once it costs half.
  map.addSource(linesOf(source), { type: "geojson", data: borders, tolerance });
  // Only of the smallest areas it is said that nothing else is within reach.
  const look = { line: ground.colours.line, width: isClose ? 0.5 : 1, isStriped: isClose };
  for (const layer of areaLayers(source, look)) map.addLayer(layer, "td-borders");
}

/** Have the areas of a level ready to be shown.
 * @param {import("./areas.mjs").Areas} areas
 * @returns {Promise<string>} the source of these areas, to be shown
 */
export async function levelReady({ level, geometry }) {
  const source = PREFIX + geometry;
  const [data, borders] = await Promise.all([geometryOf(geometry), bordersOf(geometry)]);
  state.names[level] ??= Object.fromEntries(data.features.map((one) => [one.id, one.properties.n]));
  if (!state.map.getSource(source)) {
    addAreas(source, { data, borders, level });
    state.kept.push(source);
  }
  await loaded(state.map, source);
  return source;
}

function drop(source) {
  const { map } = state;
  const sources = [source, linesOf(source)];
  const layers = map.getStyle().layers.filter((layer) => sources.includes(layer.source));
  for (const { id } of layers) map.removeLayer(id);
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
