/* The map in the browser: paints the messages of the server onto Plotly's map, one after the
 * other. */

import { addFacilities } from "../facilities/layer.mjs";
import { isCovered, uncover } from "../page/first.mjs";
import { scatter } from "../scatter/scatter.mjs";
import { addTravel } from "../travel/rings.mjs";
import { unpacked } from "./areas.mjs";
import { listenToCamera, lookAt, rememberCamera } from "./camera.mjs";
import { linesOf } from "./colours.mjs";
import { addGround, addStripes, GROUND } from "./ground.mjs";
import { listenToAreas } from "./hover.mjs";
import { listenToKeys } from "./keys.mjs";
import { beginAreas, beginLevel, showLevel, tilesOf } from "./level.mjs";
import { outlineFocus } from "./outline.mjs";
import { repaint } from "./paint.mjs";
import { allThere, breathe, drawn, fitSize, isHeld, ready } from "./plotly.mjs";
import { listenToSites, showSites } from "./sites.mjs";
import { forget, mapElement, state } from "./state.mjs";
import { shareTouch } from "./touch.mjs";

let latest = null; // the message that came last, of a map that still starts

/** A new page has a new Plotly map: begin again. */
async function attach(areas, ground) {
  if (state.graph?.isConnected) return;
  const fresh = await ready(isCovered);
  forget();
  Object.assign(state, fresh, { areas, ground });
  fresh.map.setPixelRatio(window.devicePixelRatio);
  fresh.map.setMaxBounds(ground.bounds);
  fitSize(fresh.map);
  lookAt(areas.focus); // before there are tiles to cut: none is cut for another place
  addStripes();
  await beginAreas(areas).catch(() => null); // who draws them asks again
  await breathe();
  await addGround();
  await breathe();
  addTravel(fresh.map);
  addFacilities(fresh.map);
  listenToSites(); // what lies over the areas speaks before them
  listenToAreas();
  listenToKeys();
  listenToCamera();
  shareTouch();
  showSites();
}

async function draw(areas, ground, { isWanted, atOnce }) {
  await attach(areas, ground);
  const source = await beginLevel(areas);
  const { map } = state;
  // A map that draws nothing yet takes colours before it has tiles: each then has them as it comes.
  if (!isHeld(map)) await tilesOf(source);
  if (!isWanted()) return;
  atOnce();
  state.areas = areas;
  fitSize(map); // what was said at once may take another line
  showLevel(source, areas.level);
  repaint(areas.threshold);
  outlineFocus(areas);
  // Shift and a click add a region there; nowhere else it begins a box to zoom to.
  map.boxZoom[areas.codes ? "disable" : "enable"]();
  scatter(); // names of the areas are known now
  lookAt(areas.focus);
  rememberCamera();
  if (isHeld(map)) {
    // Tiles from elsewhere come when they come.
    await allThere(map, [source, linesOf(source), ...GROUND], isCovered);
    if (!isWanted()) return;
    await uncover(() => drawn(map));
  }
  const { dataset } = mapElement();
  dataset.chosen = areas.chosen?.join() ?? "";
  dataset.painted = `${areas.level}:${areas.focus.code}`;
}

/** Has the map ever had areas? */
export function isPainted() {
  return Boolean(mapElement()?.dataset.painted);
}

function nothing() {
  // Nothing belongs to what is painted.
}

/** Paint a message of areas, and do with it what has to be seen at the same moment; none where they
 * stay as they are. Unless it is no longer wanted when its turn comes.
 * @param {import("./areas.mjs").Areas | undefined} message
 * @param {import("./ground.mjs").Ground} ground
 */
export function paint(message, ground, { isWanted = () => true, atOnce = nothing } = {}) {
  let together = { isWanted, atOnce };
  if (!isPainted()) {
    // Words do not wait for a map that still starts.
    atOnce();
    together = { isWanted: () => !message || message === latest, atOnce: nothing };
  }
  latest = message ?? latest;
  state.queue = state.queue
    .then(async () => {
      if (!together.isWanted()) return;
      if (message) await draw(unpacked(message), ground, together);
      else together.atOnce();
    })
    .catch(reportError);
}
