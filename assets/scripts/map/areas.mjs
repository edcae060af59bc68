/* The message of areas: reading it, and the class of every area. */

import { nearOf, numbersOf, summed } from "../packing.mjs";

/** Where to look, what to outline, and which areas lie inside the chosen region.
 * @typedef {object} Focus
 * @property {string} code
 * @property {number[] | null} box west, south, east and north
 * @property {number[] | null} inside areas inside the region, as differences; null for all
 * @property {Outline | null} outline
 * @property {number[]} [chosen] areas that are chosen on the map itself
 */

/** One feature of a geometry, or all of them together.
 * @typedef {object} Outline
 * @property {string} geometry
 * @property {number | null} feature null for what lies around all of them
 * @property {Object<number, string>} [colours] by feature: only these, each in its own
 */

/** One figure per area, as a range where masked numbers leave it open.
 * @typedef {object} Column
 * @property {string} label
 * @property {string} unit
 * @property {number} decimals
 * @property {(number | null)[]} low
 * @property {(number | null)[] | null} high null where it is the same
 * @property {number[]} cuts where its classes begin
 */

/** What every view has.
 * @typedef {object} Paint
 * @property {string} level
 * @property {string} geometry
 * @property {string[]} colours
 * @property {string} noData
 * @property {string} stripe
 * @property {number} threshold
 * @property {string} language
 */

/** A view of the offer, per area.
 * @typedef {object} OfferAreas
 * @property {string} unit
 * @property {number} decimals
 * @property {boolean} signed does a figure say with its sign that it is more?
 * @property {string} hover the figure of an area in words, with {value} open
 * @property {string} hoverOfOne the same of one
 * @property {Record<string, string>} words class -> its words
 * @property {number} classesWithin how many classes are within the threshold; 0 for others
 * @property {Focus} focus
 */

/** Classes as the server found them.
 * @typedef {object} Classes
 * @property {number[]} classes
 * @property {(number | null)[] | null} values
 */

/** With these the browser itself makes classes and follows a threshold.
 * @typedef {object} Distances
 * @property {string} places a letter per area: where its steps stand in `ends`
 * @property {string} ends
 * @property {number} per steps to a unit
 * @property {string | null} dp units to Dienstverlening en Producten where that is nearer, as letters
 * @property {number} dpUnit
 * @property {number[]} factors of the threshold, where classes end
 */

/** A labour view.
 * @typedef {object} LabourAreas
 * @property {Focus} focus
 * @property {Record<string, string>} words class -> its words
 * @property {number[]} classes
 * @property {Column[]} columns the demand last
 * @property {Record<string, string>} why area without a figure -> the reason
 * @property {string[]} codes
 * @property {string[]} chosen
 * @property {ScatterWords | null} scatter
 */

/** A message of areas.
 * @typedef {Paint & (OfferAreas & (Classes | Distances) | LabourAreas)} Areas
 */

/** @typedef {object} ScatterWords
 * @property {string} label
 * @property {string} hint
 */

const NOWHERE = -1; // steps to an offer that is not there

/** A message with its lists of numbers written out. */
export function unpacked(areas) {
  const focus = { ...areas.focus, inside: summed(areas.focus.inside) };
  const { places, ends, ...rest } = areas;
  const known = nearOf(ends);
  const steps = nearOf(places)?.map((place) => known[place] ?? NOWHERE) ?? null;
  return { ...rest, focus, steps, dp: numbersOf(areas.dp) };
}

/** The class of every area: a position in the colours, or one of the codes. With `steps` the browser itself follows the threshold.
 * @param {import("../rules.mjs").Codes} codes
 */
export function classesOf(areas, threshold, codes) {
  if (!areas.steps) return areas.classes;
  const { steps, per, dp, dpUnit } = areas;
  const limits = areas.factors.map((factor) => Math.round(factor * threshold * 20) / 20);
  return steps.map((step, index) => {
    if (step < 0) return codes.noData;
    const isWithin = step <= threshold * per;
    const hasDp = dp && dp[index] >= 0 && dp[index] * dpUnit <= threshold;
    // Whole steps, rounded up: a class ends at a limit in the unit, which is `per` steps.
    const end = limits.findIndex((limit) => step <= limit * per);
    const position = end < 0 ? limits.length : end;
    return !isWithin && hasDp ? codes.onlyDp - position : position;
  });
}

/** The class that stands for this one while limits play: one for all that is within, one for all that
 * is too far, and its first for what is too far with only Dienstverlening en Producten near. Classes
 * that no limit changes stay.
 */
export function playedOf({ classesWithin, colours }, known, codes) {
  if (!classesWithin) return known;
  if (hasOnlyDp(known, codes)) return codes.onlyDp - classesWithin;
  if (known < 0) return known;
  return known < classesWithin ? Math.floor(classesWithin / 2) : colours.length - 1;
}

/** Is only Dienstverlening en Producten within reach in an area of this class? */
export function hasOnlyDp(known, { onlyDp }) {
  return known <= onlyDp;
}

/** Which areas lie outside the region that is shown. */
export function outsideOf({ focus }, count) {
  const inside = focus.inside && new Set(focus.inside);
  return Array.from({ length: count }, (_, id) => Boolean(inside) && !inside.has(id));
}

/** Steps as people read them: rounded to the tenth of a kilometre, or to the minute. */
export function inUnit(step, { per, decimals }) {
  if (step < 0) return null;
  const shown = 10 ** decimals;
  // Steps were rounded up, so a figure that lies exactly on a half is rounded down.
  return Math.floor((step * shown) / per + 0.5 - 0.25 * (shown / per)) / shown;
}
