/* What the tooltip says of an area: the same figure as in the table. */

import { NOTHING_KNOWN, number } from "../number.mjs";
import { hasOnlyDp, inUnit } from "./areas.mjs";

/** A line, or several.
 * @param {{areas: object, classes: number[], threshold: number}} shown
 * @param {import("../rules.mjs").Codes} codes
 * @returns {string[]}
 */
export function describe(id, { areas, classes, threshold }, codes) {
  if (areas.columns) return figures(id, areas, classes);
  const { words } = areas;
  const known = classes[id];
  if (known === codes.noData) return [words[String(codes.noData)]];
  const onlyDp = hasOnlyDp(known, codes) ? words[String(codes.onlyDp)] : null;
  if (!areas.steps && !areas.values) return [onlyDp ?? words[String(known)]];
  if (!areas.steps) return [joined(areas, areas.values[id], onlyDp)];
  const isWithin = areas.steps[id] <= threshold * areas.per;
  const reach = isWithin ? words.within : (onlyDp ?? words.tooFar);
  return [joined(areas, inUnit(areas.steps[id], areas), reach)];
}

function joined({ hover, hoverOfOne, decimals, signed, language }, value, more) {
  const figure = number(value, decimals, language, signed ? "exceptZero" : "negative");
  const isOne = figure.replace(/^\D/, "") === "1"; // one more and one less too
  const text = (isOne ? hoverOfOne : hover).replace("{value}", figure);
  return more ? `${text} · ${more}` : text;
}

/** A labour view: what two figures say together, and each of them, or why one is missing. */
function figures(id, { columns, words, why, language }, classes) {
  const together = columns.length > 1 ? words[String(classes[id])] : null;
  const each = columns.map((column) => `${column.label}: ${figure(column, id, language)}`);
  return [together, ...each, why[id]].filter(Boolean);
}

/** One figure with its unit, as a range where masked numbers leave it open.
 * @param {import("./areas.mjs").Column} column
 */
export function figure({ low, high, decimals, unit }, id, language) {
  const ends = [low[id], high?.[id] ?? low[id]];
  if (ends[0] === null) return NOTHING_KNOWN;
  const words = new Set(ends.map((value) => number(value, decimals, language)));
  const text = [...words].join("–");
  return unit === "%" ? `${text}%` : `${text} ${unit}`;
}
