/* What lies under and over the areas: drawn land and water, tiles if they come, borders, outlines
 * and sites. */

import { rules } from "../rules.mjs";
import { stripes } from "./colours.mjs";
import { dots } from "./dots.mjs";
import { geometryOf } from "./geometry.mjs";
import { overlay } from "./overlay.mjs";
import { BUFFER, UNSEEN } from "./sources.mjs";
import { collection, EMPTY, state } from "./state.mjs";

/** @typedef {object} Ground
 * @property {string | null} tiles address of a tile, with {z}, {x} and {y}
 * @property {string} tilesBy
 * @property {string} base address of land and water
 * @property {string} abroad
 * @property {string} borders
 * @property {[number, number][]} bounds as far as the drawn ground reaches
 * @property {[string, number, number][]} places the largest first
 * @property {GroundColours} colours
 */

/** @typedef {object} GroundColours
 * @property {string} sea
 * @property {string} land
 * @property {string} water
 * @property {string} line
 */

/** Sources of what is drawn under and over the areas. */
export const GROUND = ["td-base", "td-borders", "td-focus"];

/** Land and water, that of neighbours under our own. */
function addBase(map, features, { land, water, sea }, before) {
  const id = "td-base";
  map.addSource(id, { type: "geojson", data: collection(features), buffer: BUFFER });
  const colour = ["match", ["get", "k"], "land", land, "water", water, sea];
  const paint = { "fill-color": colour, "fill-antialias": false };
  map.addLayer({ id, type: "fill", source: id, paint }, before);
}

function addLine(map, id, data, { colour, width, layout = {} }) {
  map.addSource(id, { type: "geojson", data, buffer: BUFFER });
  const paint = { "line-color": colour, "line-width": width };
  map.addLayer({ id, type: "line", source: id, layout, paint });
}

/** The outline of a region; where somebody gave it a colour, in that and on a pale edge. */
function addFocus(map) {
  const { ink, paper } = rules().inks;
  const own = ["has", "line"];
  const source = "td-focus";
  const [layout, colour] = [UNSEEN, ["coalesce", ["get", "line"], ink]];
  addLine(map, source, EMPTY, { colour, width: ["case", own, 4, 2.5], layout });
  const paint = { "line-color": paper, "line-width": 8 };
  const edge = { id: "td-focus-edge", type: "line", source, filter: own, layout, paint };
  map.addLayer(edge, source);
}

/** Tiles cover the drawn ground once one of them has come; without a network nothing is asked. */
async function addTiles(before) {
  const { map, ground } = state;
  if (!ground.tiles) return;
  const probe = ground.tiles.replace("{z}/{x}/{y}", "6/33/21");
  const isThere = await fetch(probe).then(
    (answer) => answer.ok,
    () => false,
  );
  if (!isThere || map.getSource("td-tiles")) return;
  map.on("error", () => {
    // A tile that fails leaves the drawn ground.
  });
  map.addSource("td-tiles", {
    type: "raster",
    tiles: [ground.tiles],
    tileSize: 256,
    attribution: ground.tilesBy,
  });
  map.addLayer({ id: "td-tiles", type: "raster", source: "td-tiles" }, before);
}

/** What areas are striped with. */
export function addStripes() {
  const { map, areas } = state;
  map.addImage("td-stripes", stripes(areas.stripe), { pixelRatio: 2 });
}

/** Everything that a new map needs but the areas themselves. */
export async function addGround() {
  const { map, ground } = state;
  // Whatever fails to come leaves the rest.
  const drawn = [ground.abroad, ground.base, ground.borders];
  const [abroad, base, borders] = await Promise.all(
    drawn.map((address) => geometryOf(address).catch(() => EMPTY)),
  );
  const { colours } = ground;
  const { ink } = rules().inks;
  const [, next] = map.getStyle().layers; // after the sea
  const first = next?.id;
  addBase(map, [...abroad.features, ...base.features], colours, first);
  addTiles(first);
  addLine(map, "td-borders", borders, { colour: colours.line, width: 1.6 });
  addFocus(map);
  addLine(map, "td-hover", EMPTY, { colour: ink, width: 1.5 });
  state.dots = dots(map);
  state.overlay = overlay(map, document.getElementById("place-labels"));
  state.overlay.places(ground.places);
}
