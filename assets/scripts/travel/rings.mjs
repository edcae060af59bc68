/* What is reached from one place: rings of riding time round a site, lines from a home to its
 * nearest sites. Drawn over the areas, under the sites.
 */

import { showData, UNSEEN } from "../map/sources.mjs";
import { collection, EMPTY, mapElement, state } from "../map/state.mjs";
import { rules } from "../rules.mjs";

/** @typedef {object} Travel
 * @property {string | null} key the same key is the same drawing; null: nothing is drawn
 * @property {Ring[]} rings the widest first
 * @property {Line[]} lines
 * @property {Stream[]} [streams] where the pupils of a site live
 * @property {[number, number]} [to] that site
 */

/** As wide as pupils there surely are, and at most.
 * @typedef {object} Stream
 * @property {[number, number]} home
 * @property {number} sure pixels
 * @property {number} wide pixels
 * @property {string} label
 */

/** @typedef {object} Ring
 * @property {string} label
 * @property {number} minutes
 * @property {[number, number][][][]} shape polygons
 */

/** @typedef {object} Line
 * @property {[number, number]} home
 * @property {[number, number]} site
 * @property {string} label
 */

/** How far along a line its words stand: nearer to the site, as lines part there. */
const ALONG = 0.65;

/** @type {Travel | null} */
let last = null;
/** What the last view that was shown has. @type {Travel | null} */
let answered = null;

function feature(type, coordinates, properties = {}) {
  return { type: "Feature", properties, geometry: { type, coordinates } };
}

/** The most northern point of a ring: its label stands there, clear of those of smaller rings. */
function top(shape) {
  const corners = shape.flatMap((polygon) => polygon[0]);
  return corners.reduce((best, corner) => (corner[1] > best[1] ? corner : best), corners[0]);
}

function between(home, site) {
  return home.map((from, axis) => from * (1 - ALONG) + site[axis] * ALONG);
}

/** Rings and lines as features.
 * @param {Travel} message
 */
export function featuresOf({ rings, lines, streams = [], to }) {
  return {
    streams: streams.map(({ home, sure, wide }) =>
      feature("LineString", [home, to], { sure, wide }),
    ),
    rings: rings.map(({ shape, minutes }) => feature("MultiPolygon", shape, { minutes })),
    lines: lines.map(({ home, site }) => feature("LineString", [home, site])),
  };
}

/** Words at rings and lines.
 * @param {Travel} message
 */
export function notesOf({ rings, lines, streams = [] }) {
  const atRings = rings
    .filter((ring) => ring.shape.length)
    .map(({ label, shape }) => ({ text: label, at: top(shape), kind: "note-label ring-label" }));
  const atLines = lines.map(({ label, home, site }) => ({
    text: label,
    at: between(home, site),
    kind: "note-label line-label",
  }));
  const atHomes = streams
    .filter((stream) => stream.label)
    .map(({ label, home }) => ({ text: label, at: home, kind: "note-label line-label" }));
  return [...atRings, ...atLines, ...atHomes];
}

function show() {
  const { map, overlay } = state;
  if (!map?.getSource("td-rings") || !last) return;
  const { rings, lines, streams } = featuresOf(last);
  showData(map, "td-streams", collection(streams));
  showData(map, "td-rings", collection(rings));
  showData(map, "td-ways", collection(lines));
  overlay.notes(notesOf(last));
  mapElement().dataset.travel = last.key ?? "";
}

/** A new map takes the layers; what was asked before is drawn at once. */
export function addTravel(map) {
  const { ink, paper } = rules().inks;
  map.addSource("td-rings", { type: "geojson", data: EMPTY });
  map.addSource("td-streams", { type: "geojson", data: EMPTY });
  map.addSource("td-ways", { type: "geojson", data: EMPTY });
  const stream = (width, opacity) => ({
    id: `td-streams-${width}`,
    type: "line",
    source: "td-streams",
    layout: { "line-cap": "round", ...UNSEEN },
    paint: { "line-color": ink, "line-width": ["get", width], "line-opacity": opacity },
  });
  const layers = [
    stream("wide", 0.22),
    stream("sure", 0.8),
    {
      id: "td-rings",
      type: "fill",
      source: "td-rings",
      layout: UNSEEN,
      paint: { "fill-color": paper, "fill-opacity": 0.14 },
    },
    {
      id: "td-ring-edges",
      type: "line",
      source: "td-rings",
      layout: UNSEEN,
      paint: { "line-color": ink, "line-width": 2, "line-opacity": 0.9 },
    },
    {
      id: "td-ways",
      type: "line",
      source: "td-ways",
      layout: UNSEEN,
      paint: { "line-color": ink, "line-width": 2, "line-dasharray": [2, 1.5] },
    },
  ];
  for (const layer of layers) map.addLayer(layer);
  show();
}

/** Draw a message, unless it is drawn already.
 * @param {Travel} message
 */
export function travel(message) {
  if (message.key === last?.key) return;
  last = message;
  show();
}

/** What belongs to the view that is shown now; none where that stays as it was: what was drawn ahead
 * of a view that never came goes again.
 * @param {Travel | undefined} message
 */
export function travelOfView(message) {
  answered = message ?? answered;
  if (answered) travel(answered);
}
