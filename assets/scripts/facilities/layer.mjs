/* Places beside the schools: what ships, and the user's own, which is kept in this page and
 * forgotten with it.
 */

import { showData } from "../map/sources.mjs";
import { collection, EMPTY, mapElement, state } from "../map/state.mjs";
import { offPlace, overPlace } from "../map/tooltip.mjs";
import { keepOwn } from "./along.mjs";
import { addMarks, markOf, offsets, standOf } from "./marks.mjs";

/** A place: name, place, kind, longitude, latitude, source and note.
 * @typedef {[string, string, string, number, number, string, string]} Row
 */

/** @typedef {object} Facilities
 * @property {string} key
 * @property {Row[]} rows
 * @property {Record<string, string>} letters kind -> letter
 * @property {Record<string, string>} kinds kind -> its name
 * @property {string} source the words of a source, with {source} open
 */

const ID = "td-facilities";
const LONGEST = 160; // characters of a text of the user in the tooltip

/** @type {Facilities | null} */
let message = null;
/** @type {Row[]} */
let ownRows = [];

/** Rows as features; those on one point stand beside each other. */
export function featuresOf({ rows, kinds, source: words }, own) {
  const taken = new Map();
  const feature = ([name, place, kind, lon, lat, source, note], isOwn) => ({
    type: "Feature",
    geometry: { type: "Point", coordinates: [lon, lat] },
    properties: {
      mark: markOf(kind, isOwn),
      stand: standOf(taken, lon, lat),
      name,
      about: [place, kinds[kind], note].filter(Boolean).join(" · ").slice(0, LONGEST),
      source: source ? words.replace("{source}", () => source).slice(0, LONGEST) : "",
    },
  });
  return [...rows.map((row) => feature(row, false)), ...own.map((row) => feature(row, true))];
}

function addLayer(map) {
  map.addSource(ID, { type: "geojson", data: EMPTY });
  map.addLayer({
    id: ID,
    type: "symbol",
    source: ID,
    layout: {
      "icon-image": ["get", "mark"],
      "icon-offset": offsets(),
      "icon-allow-overlap": true,
      "icon-ignore-placement": true,
    },
  });
  // What stands in the tooltip is set as text: markup of a user stays letters.
  map.on("mousemove", ID, (event) => {
    const { name, about, source } = event.features[0].properties;
    const lines = [name.slice(0, LONGEST), about, source].filter(Boolean);
    overPlace(lines, event.originalEvent);
  });
  map.on("mouseleave", ID, offPlace);
}

function show() {
  const { map } = state;
  // A map that was left, or is not there yet: the next one asks again.
  if (!map?.getContainer().isConnected || !message) return;
  const count = message.rows.length + ownRows.length;
  const isNew = !map.getSource(ID);
  if (count || !isNew) {
    if (isNew) addLayer(map);
    addMarks(map, message.letters);
    showData(map, ID, collection(featuresOf(message, ownRows)));
  }
  const box = mapElement();
  if (box) box.dataset.facilities = String(count);
}

/** A new map takes the layer. */
export function addFacilities() {
  show();
}

/** What ships, when it is asked; and the words of the layer.
 * @param {Facilities | null} shipped
 */
export function facilities(shipped) {
  message = shipped ?? message;
  show();
}

/** What the user brought.
 * @param {Row[] | null} rows
 */
export function ownFacilities(rows) {
  ownRows = Array.isArray(rows) ? rows : [];
  keepOwn(ownRows);
  show();
}
