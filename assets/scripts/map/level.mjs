/* The areas of another level: their geometry, their names, and layers that paint them. */

import { rules } from "../rules.mjs";
import { areaLayers } from "./colours.mjs";
import { geometryOf } from "./geometry.mjs";
import { showGeometry } from "./plotly.mjs";
import { state } from "./state.mjs";

function addAreas() {
  const { map, source, areas, ground } = state;
  for (const layer of areaLayers(areas, ground.colours.line, rules().codes)) {
    map.addLayer({ ...layer, source }, "td-borders");
  }
}

export async function showLevel({ level, geometry }) {
  if (state.level === level) return;
  const { features } = await geometryOf(geometry);
  state.names[level] ??= Object.fromEntries(features.map((one) => [one.id, one.properties.n]));
  await showGeometry(state.graph, geometry, features.length);
  state.level = level;
  state.painted = [];
  state.outside = [];
  state.map.removeFeatureState({ source: state.source });
  if (!state.map.getLayer("td-areas")) addAreas();
  state.map.setPaintProperty("td-lines", "line-width", rules().closest.includes(level) ? 0.5 : 1);
}
