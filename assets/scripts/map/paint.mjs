/* Painting classes: only areas that change are touched. */

import { rules } from "../rules.mjs";
import { classesOf, outsideOf, playedOf } from "./areas.mjs";
import { lookOf } from "./colours.mjs";
import { mapElement, state } from "./state.mjs";

/** Give every area the look of its class. */
function dress() {
  const { map, source, areas, looks, painted, outside, plays } = state;
  const { codes } = rules();
  painted.forEach((known, id) => {
    const look = lookOf(areas, plays ? playedOf(areas, known, codes) : known, outside[id], codes);
    const isSame = looks[id]?.colour === look.colour && looks[id].stripes === look.stripes;
    if (isSame) return;
    looks[id] = look;
    map.setFeatureState({ source, id }, look);
  });
}

/** Paint the last message for a threshold. */
export function repaint(threshold) {
  const painted = classesOf(state.areas, threshold, rules().codes);
  const outside = outsideOf(state.areas, painted.length);
  Object.assign(state, { threshold, painted, outside });
  dress();
  mapElement().dataset.threshold = String(threshold);
}

/** Limits begin to play, or end: what was within stays one colour while they do. */
export function asPlayed(plays) {
  state.plays = plays;
  if (state.map && state.areas) dress();
}

/** Can the browser itself paint another threshold? Else the server is asked for each. */
export function canPreview() {
  return Boolean(state.areas?.steps) && rules().closest.includes(state.level);
}

/** Follow a dragged threshold without asking the server. */
export function preview(threshold) {
  if (state.map && canPreview()) repaint(threshold);
}
