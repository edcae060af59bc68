/* What of the address is on the screen: words, figures and map are of one view. */

import { withValues } from "../address/query.mjs";
import { rules } from "../rules.mjs";

/** @typedef {object} Shown
 * @property {string} asked the query that was asked, without where the map looks
 * @property {string} query the same as the server writes it
 * @property {string} marks of what is shown, for the next question
 * @property {Record<string, string>} parts id -> HTML, the last of each
 * @property {import("./show.mjs").Messages} messages the last of each kind
 */

/** Another language or page has another frame, in which nothing is shown yet.
 * @type {WeakMap<Element, Shown>}
 */
const shownIn = new WeakMap();
const waiting = []; // for the address to be shown

export function frameElement() {
  return document.getElementById("map-card");
}

/** A query without where the map looks, which is no question. */
export function questionOf(search) {
  return withValues(search, { [rules().camera.parameter]: null });
}

/** @returns {Shown | undefined} */
export function shown() {
  return shownIn.get(frameElement());
}

/** Is what the address asks on the screen? */
export function isShown() {
  return shown()?.asked === questionOf(window.location.search);
}

/** The query that a next step starts from: of the view in sight, or of the one that is coming. */
export function currentQuery() {
  return isShown() ? shown().query : questionOf(window.location.search);
}

export function noteShown(frame, what) {
  shownIn.set(frame, what);
  if (!isShown()) return;
  for (const resolve of waiting.splice(0)) resolve();
}

/** Resolves once the address is shown. */
export function whenShown() {
  return isShown() ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve));
}
