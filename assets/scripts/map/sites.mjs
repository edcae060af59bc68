/* The sites: rings in the whole country; inside a region a mark per profile, drawn over the map. */

import { setProps } from "../dash.mjs";
import { openSheet } from "../page/sheet.mjs";
import { currentQuery } from "../page/shown.mjs";
import { foresee, hurry } from "../travel/foresee.mjs";
import { ringsOf } from "./site_rings.mjs";
import { state } from "./state.mjs";
import { hideTooltip, offPlace, overPlace } from "./tooltip.mjs";

/** Parallel lists, a site each.
 * @typedef {object} Sites
 * @property {string} key
 * @property {boolean} marked do the sites bear the letters of their profiles?
 * @property {Record<string, string>} letters profile -> letter
 * @property {string | null} chosen
 * @property {string[]} code
 * @property {number[]} lon
 * @property {number[]} lat
 * @property {string[]} mark profiles, such as BWI+PIE
 * @property {number[]} size
 * @property {[string, string, string[], string][]} text name, place, profiles, candidates
 * @property {(string | null)[] | null} label young people who depend on it
 */

/** The pointer is on a site. */
function overSite([name, place, profiles, candidates], event, code) {
  foresee(code);
  const about = [place, profiles.join(", "), candidates].filter(Boolean).join(" · ");
  overPlace([name, about], event);
}

/** Show what a site reaches. */
async function pick(code) {
  hideTooltip();
  openSheet();
  const isLast = await hurry(code);
  // The page follows once the rings are there: drawing it keeps the browser busy for a while.
  const follow = () =>
    setProps("picked-site", { data: { code, shown: currentQuery(), at: Date.now() } });
  if (isLast) requestAnimationFrame(follow);
}

export function showSites() {
  const { sites, dots, overlay } = state;
  if (!dots || !sites) return;
  dots.show(ringsOf(sites));
  overlay.sites(sites.marked ? sites : null, { overSite, offSite: offPlace, pick });
}

function ringUnder(event) {
  const { left, top } = state.map.getCanvas().getBoundingClientRect();
  return state.dots.at({ x: event.clientX - left, y: event.clientY - top });
}

export function listenToSites() {
  const { map } = state;
  let isOver = false;
  map.on("mousemove", ({ originalEvent }) => {
    const ring = ringUnder(originalEvent);
    if (ring) overSite(ring.text, originalEvent, ring.code);
    else if (isOver) offPlace();
    isOver = Boolean(ring);
  });
  map.on("mouseout", () => {
    if (isOver) offPlace();
    isOver = false;
  });
  // Before MapLibre hears of it: a click on a site is no click on the area under it.
  map.getCanvasContainer().addEventListener(
    "click",
    (event) => {
      const ring = ringUnder(event);
      if (!ring || state.pick) return;
      event.stopPropagation();
      pick(ring.code);
    },
    true,
  );
}

/** A message of sites; none where the layer stays as it is.
 * @param {Sites | undefined} message
 */
export function sites(message) {
  if (!message) return;
  state.sites = message;
  showSites();
}
