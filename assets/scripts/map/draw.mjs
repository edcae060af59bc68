/* The map in the browser: paints the messages of the server onto Plotly's map, one after the
 * other. */

import { addFacilities } from "../facilities/layer.mjs";
import { uncover } from "../page/first.mjs";
import { rules } from "../rules.mjs";
import { scatter } from "../scatter/scatter.mjs";
import { addTravel } from "../travel/rings.mjs";
import { unpacked } from "./areas.mjs";
import { listenToCamera, lookAt, rememberCamera } from "./camera.mjs";
import { colourExpression } from "./colours.mjs";
import { addGround } from "./ground.mjs";
import { listenToAreas } from "./hover.mjs";
import { showLevel } from "./level.mjs";
import { outlineFocus } from "./outline.mjs";
import { paintInside, repaint } from "./paint.mjs";
import { ready } from "./plotly.mjs";
import { listenToSites, showSites } from "./sites.mjs";
import { forget, mapElement, state } from "./state.mjs";

let latest = null; // the message that came last, of a map that still starts

/** A new page has a new Plotly map: begin again. */
async function attach() {
  const fresh = await ready();
  if (state.graph === fresh.graph && state.map === fresh.map) return;
  forget();
  Object.assign(state, fresh);
  if (window.devicePixelRatio > 1) fresh.map.setPixelRatio(window.devicePixelRatio);
  addGround();
  addTravel(fresh.map);
  addFacilities(fresh.map);
  listenToAreas();
  listenToSites();
  listenToCamera();
  showSites();
}

/** Resolves once the areas are on the screen. */
function areasSeen() {
  const { map, source } = state;
  return new Promise((resolve) => {
    function look() {
      if (!map.isSourceLoaded(source)) return;
      map.off("render", look);
      resolve();
    }
    map.on("render", look);
    map.triggerRepaint();
  });
}

async function draw(areas, ground, atOnce) {
  state.areas = areas;
  state.ground = ground;
  await attach();
  await showLevel(areas);
  atOnce();
  state.map.setPaintProperty("td-areas", "fill-color", colourExpression(areas, rules().codes));
  repaint(areas.threshold);
  paintInside(areas);
  outlineFocus(areas);
  // Shift and a click add a region there; nowhere else it begins a box to zoom to.
  state.map.boxZoom[areas.codes ? "disable" : "enable"]();
  scatter(); // names of the areas are known now
  lookAt(areas.focus);
  rememberCamera();
  await uncover(areasSeen);
  const { dataset } = mapElement();
  dataset.chosen = areas.chosen?.join() ?? "";
  dataset.painted = `${areas.level}:${areas.focus.code}`;
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
  if (!mapElement()?.dataset.painted) {
    // Words do not wait for a map that still starts.
    atOnce();
    together = { isWanted: () => !message || message === latest, atOnce: nothing };
  }
  latest = message ?? latest;
  state.queue = state.queue
    .then(async () => {
      if (!together.isWanted()) return;
      if (message) await draw(unpacked(message), ground, together.atOnce);
      else together.atOnce();
    })
    .catch(reportError);
}
