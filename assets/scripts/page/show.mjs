/* An update of the server on the screen: words, map and drawings at one moment. */

import { curve } from "../curve/curve.mjs";
import { setProps } from "../dash.mjs";
import { facilities } from "../facilities/layer.mjs";
import { forgetFaults } from "../file.mjs";
import { isPainted, paint } from "../map/draw.mjs";
import { geometryOf } from "../map/geometry.mjs";
import { preview } from "../map/paint.mjs";
import { unpacked } from "../map/site_list.mjs";
import { sites } from "../map/sites.mjs";
import { state } from "../map/state.mjs";
import { scatter } from "../scatter/scatter.mjs";
import { fitWords } from "../screen/fit.mjs";
import { screen } from "../screen/mode.mjs";
import { refreshShare } from "../share.mjs";
import { travelOfView } from "../travel/rings.mjs";
import { fillParts } from "./fill.mjs";
import { keepFocus } from "./focus.mjs";
import { forgetLimit } from "./limits.mjs";
import { resolveLinks } from "./links.mjs";
import { closeSheet } from "./sheet.mjs";
import { noteShown, shown } from "./shown.mjs";
import { showSpeed } from "./speed.mjs";
import { beginSuggestion } from "./suggest_form.mjs";
import { expectNow } from "./what_if.mjs";

/** What differs from what is shown.
 * @typedef {object} Update
 * @property {string} query
 * @property {string} language
 * @property {string} title
 * @property {"map" | "table"} pane
 * @property {Record<string, string>} parts id -> HTML
 * @property {Messages} messages
 * @property {string} marks
 */

/** @typedef {object} Messages
 * @property {import("../map/areas.mjs").Areas} [areas]
 * @property {import("../map/areas.mjs").Distances | null} [distances]
 * @property {import("../map/site_list.mjs").PackedSites} [sites]
 * @property {import("../travel/rings.mjs").Travel} [travel]
 * @property {import("../curve/scale.mjs").Axes | null} [axes]
 * @property {import("../curve/scale.mjs").Lines | null} [curve]
 * @property {import("../facilities/layer.mjs").Facilities} [facilities]
 * @property {Record<string, unknown>} [slider]
 */

function isEmpty(place) {
  return document.querySelector(place)?.childElementCount === 0;
}

/** What the map is painted with, of an update and of what came before it; nothing where it stays as
 * it is.
 * @param {Messages} messages
 */
function areasOf(messages) {
  if (!("areas" in messages || "distances" in messages)) return undefined;
  const { areas, distances } = { ...shown()?.messages, ...messages };
  return { ...areas, ...distances };
}

/** On a phone the rest of the page may be in sight; and who asks the table goes on in it. */
function goToPane(frame) {
  closeSheet();
  frame.scrollIntoView({ block: "start", behavior: "instant" });
  if (frame.dataset.pane === "table") {
    frame.querySelector(".table-scroll")?.focus({ preventScroll: true });
  }
}

/** Everything but the map.
 * @param {Update} update
 */
function fillPage(update, areas, { frame, asked, list }) {
  const { messages, marks, query } = update;
  forgetLimit();
  forgetFaults();
  const parts = fillParts(update.parts, shown()?.parts);
  const isNewPane = frame.dataset.pane !== update.pane;
  frame.dataset.pane = update.pane;
  if (isNewPane) goToPane(frame);
  document.title = update.title;
  screen(query);
  fitWords();
  if (messages.slider) setProps("threshold", messages.slider);
  const known = { ...shown()?.messages, ...messages };
  noteShown(frame, { asked, query, marks, parts, messages: known });
  resolveLinks();
  sites(unpacked(messages.sites, list));
  travelOfView(messages.travel);
  facilities(messages.facilities);
  if (!areas && state.areas) preview(state.areas.threshold);
  // The panel may have a new place for a drawing that stays the same.
  if ("curve" in messages || "axes" in messages || isEmpty("#curve")) {
    curve(known.curve && { ...known.axes, ...known.curve });
  }
  if (areas || isEmpty("#scatter")) scatter(areas);
  beginSuggestion();
  refreshShare();
  showSpeed(query);
  keepFocus();
  expectNow();
}

/** Show an update in its frame, as the answer to what was asked; unless something newer is wanted
 * before the map can take it. False without the areas that it speaks of: nothing is shown then.
 * @param {Update} update
 * @returns {Promise<boolean>}
 */
export async function show(update, { frame, asked, ground, list, isWanted }) {
  const areas = areasOf(update.messages);
  if (areas && !(await geometryOf(areas.geometry).catch(() => null))) {
    if (!isPainted()) paint(areas, ground, { isWanted }); // the ground, and no areas
    return false;
  }
  const atOnce = () => fillPage(update, areas, { frame, asked, list });
  if (isWanted()) paint(areas, ground, { isWanted, atOnce });
  return true;
}
