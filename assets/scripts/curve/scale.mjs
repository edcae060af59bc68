/* The numbers of the curve: from thresholds and shares to places in the drawing, and to words. */

import { NOTHING_KNOWN, number } from "../number.mjs";

/** What every curve of a measure has.
 * @typedef {object} Axes
 * @property {number[]} limits
 * @property {number} threshold
 * @property {number} least
 * @property {number} most
 * @property {number} step
 * @property {number} tick limits from one number on the axis to the next
 * @property {string} unit
 * @property {string} language
 * @property {CurveWords} words
 */

/** @typedef {object} Lines
 * @property {CurveLine[]} lines
 * @property {string} sight the line of the region, for who cannot see it
 */

/** @typedef {Axes & Lines} Curve */

/** @typedef {object} CurveLine
 * @property {string} name
 * @property {"region" | "before" | "beside" | "compared-1" | "compared-2" | "compared-3" | "province" | "country"} kind
 * @property {(number | null)[]} shares a limit each
 */

/** @typedef {object} CurveWords
 * @property {string} label
 * @property {string} axis
 * @property {string} shares
 * @property {string} value with {share} and {threshold} open
 */

export const WIDTH = 340;
export const HEIGHT = 204;
export const PLOT = { left: 36, right: 324, top: 28, bottom: 154 };

/** The nearest threshold that can be chosen. */
export function snapped(value, { least, most, step }) {
  const near = least + Math.round((value - least) / step) * step;
  return Math.min(most, Math.max(least, near));
}

export function shareAt({ limits }, line, value) {
  const at = limits.findIndex((limit) => Math.abs(limit - value) < 1e-6);
  return line.shares[at] ?? null;
}

export function percent(share, language) {
  return share === null ? NOTHING_KNOWN : number(share, 1, language);
}

export function xOf({ limits }, limit) {
  return PLOT.left + (limit / limits.at(-1)) * (PLOT.right - PLOT.left);
}

/** The threshold at a place in the drawing. */
export function valueAt(message, x) {
  const along = (x - PLOT.left) / (PLOT.right - PLOT.left);
  return snapped(along * message.limits.at(-1), message);
}

export function yOf(share) {
  return PLOT.bottom - (share / 100) * (PLOT.bottom - PLOT.top);
}

function pointsOf({ limits }, line) {
  return limits.map((limit, index) => [limit, line.shares[index] ?? null]);
}

/** Where no share is known the pen is lifted. */
function pathOf(message, points) {
  let pen = "M";
  let path = "";
  for (const [limit, share] of points) {
    if (share === null) {
      pen = "M";
      continue;
    }
    path += `${pen}${xOf(message, limit).toFixed(1)} ${yOf(share).toFixed(1)}`;
    pen = "L";
  }
  return path;
}

export function linePath(message, line) {
  return pathOf(message, pointsOf(message, line));
}

/** The area under a line, as far as the threshold. */
export function areaPath(message, line, value) {
  const isUnder = ([limit, share]) => limit <= value && share !== null;
  const points = pointsOf(message, line).filter(isUnder);
  if (!points.length) return "";
  const [first, last] = [points[0][0], points.at(-1)[0]].map((limit) => xOf(message, limit));
  return `${pathOf(message, points)}L${last} ${PLOT.bottom}L${first} ${PLOT.bottom}Z`;
}

/** The line of the chosen region; the first one where there is none. */
export function mainLine({ lines }) {
  return lines.find((line) => line.kind === "region") ?? lines[0];
}
