/* The map in the browser: paints the messages of the server onto Plotly's map, one after the
 * other. */

import { addFacilities } from "../facilities/layer.mjs";
import { rules } from "../rules.mjs";
import { scatter } from "../scatter/scatter.mjs";
import { addTravel } from "../travel/rings.mjs";
import { unpacked } from "./areas.mjs";
import { listenToCamera, lookAt, rememberCamera } from "./camera.mjs";
import { colourExpression } from "./colours.mjs";
import { geometryOf } from "./geometry.mjs";
import { addGround } from "./ground.mjs";
import { listenToAreas } from "./hover.mjs";
import { showLevel } from "./level.mjs";
import { outlineFocus } from "./outline.mjs";
import { paintInside, repaint } from "./paint.mjs";
import { ready } from "./plotly.mjs";
import { listenToSites, showSites } from "./sites.mjs";
import { forget, mapElement, state } from "./state.mjs";

let latest = null; // the message that came last

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

async function draw(message, ground) {
  if (message !== latest) return; // meanwhile another view was asked
  const areas = unpacked(message);
  state.areas = areas;
  state.ground = ground;
  await attach();
  await showLevel(areas);
  state.map.setPaintProperty("td-areas", "fill-color", colourExpression(areas, rules().codes));
  repaint(areas.threshold);
  paintInside(areas);
  outlineFocus(areas);
  // Shift and a click add a region there; nowhere else it begins a box to zoom to.
  state.map.boxZoom[areas.codes ? "disable" : "enable"]();
  scatter(); // names of the areas are known now
  lookAt(areas.focus);
  rememberCamera();
  const { dataset } = mapElement();
  dataset.chosen = areas.chosen?.join() ?? "";
  dataset.painted = `${areas.level}:${areas.focus.code}`;
}

/** A message of areas; none on a page without a map.
 * @param {import("./areas.mjs").Areas | null} areas
 * @param {import("./ground.mjs").Ground} ground
 */
export function paint(areas, ground) {
  if (!areas) return;
  latest = areas;
  // On its way while Plotly still starts.
  geometryOf(areas.geometry).catch(() => {
    // The queue tells what goes wrong with it.
  });
  state.queue = state.queue.then(() => draw(areas, ground)).catch(reportError);
}
