/* Painting classes: only areas that change are touched. */

import { rules } from "../rules.mjs";
import { classesOf, outsideOf } from "./areas.mjs";
import { mapElement, state } from "./state.mjs";

export function repaint(threshold) {
  const { map, source } = state;
  const classes = classesOf(state.areas, threshold, rules().codes);
  state.threshold = threshold;
  classes.forEach((value, id) => {
    if (state.painted[id] !== value) map.setFeatureState({ source, id }, { class: value });
  });
  state.painted = classes;
  mapElement().dataset.threshold = String(threshold);
}

/** What lies outside the region becomes faint. */
export function paintInside(areas) {
  const { map, source } = state;
  const outside = outsideOf(areas, state.painted.length);
  outside.forEach((value, id) => {
    if (Boolean(state.outside[id]) === value) return;
    map.setFeatureState({ source, id }, { outside: value });
  });
  state.outside = outside;
}

/** Can the browser itself paint another threshold? Else the server is asked for each. */
export function canPreview() {
  return Boolean(state.areas?.steps) && rules().closest.includes(state.level);
}

/** Follow a dragged threshold without asking the server. */
export function preview(threshold) {
  if (state.map && canPreview()) repaint(threshold);
}
