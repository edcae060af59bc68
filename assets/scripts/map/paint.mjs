/* Painting classes: only areas that change are touched. */

import { rules } from "../rules.mjs";
import { classesOf, outsideOf } from "./areas.mjs";
import { lookOf } from "./colours.mjs";
import { mapElement, state } from "./state.mjs";

/** Paint the last message for a threshold. */
export function repaint(threshold) {
  const { map, source, areas, looks } = state;
  const { codes } = rules();
  const painted = classesOf(areas, threshold, codes);
  const outside = outsideOf(areas, painted.length);
  painted.forEach((known, id) => {
    const look = lookOf(areas, known, outside[id], codes);
    const isSame = looks[id]?.colour === look.colour && looks[id].stripes === look.stripes;
    if (isSame) return;
    looks[id] = look;
    map.setFeatureState({ source, id }, look);
  });
  Object.assign(state, { threshold, painted, outside });
  mapElement().dataset.threshold = String(threshold);
}

/** Can the browser itself paint another threshold? Else the server is asked for each. */
export function canPreview() {
  return Boolean(state.areas?.steps) && rules().closest.includes(state.level);
}

/** Follow a dragged threshold without asking the server. */
export function preview(threshold) {
  if (state.map && canPreview()) repaint(threshold);
}
