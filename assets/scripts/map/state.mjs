/* What the map shows now. Every script of the map reads it here. */

export const state = {
  graph: null, // Plotly's <div>
  map: null, // MapLibre's map
  source: null, // id of the source of the areas in sight, and of their layer
  dots: null, // the rings of sites over it
  overlay: null, // what lies over the map as text
  kept: [], // sources of areas that the map has, the last one shown first
  areas: null, // the last message of areas
  ground: null,
  sites: null, // the last message of sites
  level: null, // level of the areas in sight
  painted: [], // class per area as painted
  looks: [], // per area, its colour and stripes as painted
  outside: [], // per area, whether it is shown faint because it lies outside the region
  names: {}, // level -> names by feature
  outlined: {}, // source of an outline -> what it outlines
  focusCode: null, // region the camera was last moved to
  moved: false, // did the user move the camera since?
  threshold: null, // threshold as painted, dragged or not
  plays: false, // do limits play, so that colours say within or not, and no more?
  pick: null, // while a region is made: what a click on an area does
  queue: Promise.resolve(), // messages are painted one after the other
};

/** What a new map has not been given yet. */
export function forget() {
  Object.assign(state, {
    source: null,
    kept: [],
    dots: null,
    level: null,
    painted: [],
    looks: [],
    outside: [],
    outlined: {},
    focusCode: null,
    moved: false,
  });
}

/** A source without anything in it. */
export const EMPTY = { type: "FeatureCollection", features: [] };

export function collection(features) {
  return { type: "FeatureCollection", features };
}

/** The element of the map, which says in its data what is painted. */
export function mapElement() {
  return document.getElementById("map");
}
