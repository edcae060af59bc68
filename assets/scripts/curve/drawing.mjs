/* The elements of the curve: drawn anew for every message. */

import { element, shape } from "../dom.mjs";
import { HEIGHT, linePath, PLOT, WIDTH, xOf, yOf } from "./scale.mjs";

const FLAG = { height: 22, top: PLOT.bottom + 6 };
const BASELINE = PLOT.bottom + 22;
const QUARTERS = [0, 25, 50, 75, 100];
/** The country is dashed and comes last: another line stays visible between its dashes. */
const COMPARED = ["compared-1", "compared-2", "compared-3"];
const ORDER = ["province", "before", "beside", ...COMPARED, "region", "country"];

function grid() {
  const { left, right } = PLOT;
  return QUARTERS.flatMap((share) => {
    const y = yOf(share);
    const name = share ? "curve-rule" : "curve-rule curve-base";
    const rule = shape("line", name, { x1: left, x2: right, y1: y, y2: y });
    if (share % 50) return [rule];
    const at = { x: left - 8, y: y + 5, "text-anchor": "end" };
    return [rule, shape("text", "curve-text", at, String(share))];
  });
}

function ticks(message) {
  const last = message.limits.at(-1);
  const count = Math.floor(last / message.tick) + 1;
  return Array.from({ length: count }, (_, index) => {
    const limit = index * message.tick;
    const x = xOf(message, limit);
    const at = { x, y: BASELINE, "text-anchor": "middle" };
    const mark = { x1: x, x2: x, y1: PLOT.bottom, y2: PLOT.bottom + 5 };
    const text = shape("text", "curve-text", at, String(limit));
    return { x, text, mark: shape("line", "curve-tick", mark) };
  });
}

function titles({ words }) {
  const above = { x: 0, y: 14 };
  const below = { x: PLOT.right, y: HEIGHT - 7, "text-anchor": "end" };
  return [
    shape("text", "curve-text curve-title", above, words.shares),
    shape("text", "curve-text curve-title", below, words.axis),
  ];
}

function curves(message) {
  const lines = [...message.lines];
  lines.sort((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind));
  return lines.map((line) => {
    return shape("path", `curve-line curve-${line.kind}`, { d: linePath(message, line) });
  });
}

function gripOf({ least, most, words }) {
  return shape(
    "g",
    "curve-grip",
    {
      role: "slider",
      tabindex: 0,
      "aria-label": words.label,
      "aria-orientation": "horizontal",
      "aria-valuemin": least,
      "aria-valuemax": most,
    },
    shape("circle", "curve-ring", { r: 16 }),
    shape("circle", "curve-knob", { r: 11 }),
    shape("path", "curve-arrows", { d: "M-2.5 -4L-6 0L-2.5 4M2.5 -4L6 0L2.5 4" }),
  );
}

function swatch(kind) {
  const line = { x1: 2, x2: 28, y1: 6, y2: 6 };
  const box = { viewBox: "0 0 30 12", "aria-hidden": "true" };
  return shape("svg", "curve-swatch", box, shape("line", `curve-line curve-${kind}`, line));
}

function keyRows({ lines }) {
  return lines.map((line) => {
    const row = element("li", "curve-item");
    const value = element("strong", "curve-share");
    row.append(swatch(line.kind), element("span", "curve-name", line.name), value);
    return { line, row, value };
  });
}

/** The drawing and its key, and what of them moves with the threshold.
 * @param {import("./scale.mjs").Curve} message
 */
export function drawingOf(message) {
  const area = shape("path", "curve-area");
  const stem = shape("line", "curve-stem", { y1: PLOT.top, y2: FLAG.top });
  const hit = shape("line", "curve-hit", { y1: PLOT.top, y2: FLAG.top + FLAG.height });
  const box = { y: FLAG.top, height: FLAG.height, rx: 6 };
  const flag = shape("rect", "curve-flag", box);
  const words = shape("text", "curve-flag-text", { y: BASELINE, "text-anchor": "middle" });
  const grip = gripOf(message);
  const scale = ticks(message);
  const plot = shape("rect", "curve-plot", {
    x: PLOT.left,
    y: PLOT.top,
    width: PLOT.right - PLOT.left,
    height: HEIGHT - 20 - PLOT.top,
  });
  const still = shape("g", null, { "aria-hidden": "true" });
  still.append(area, ...grid(), ...scale.map((one) => one.mark));
  still.append(...scale.map((one) => one.text), ...titles(message), ...curves(message));
  still.append(plot, stem, flag, words, hit);
  const seen = {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    role: "group",
    "aria-label": message.sight,
  };
  const svg = shape("svg", "curve-figure", seen, still, grip);
  const rows = keyRows(message);
  const key = element("ul", "curve-key");
  key.append(...rows.map((one) => one.row));
  return { svg, key, area, stem, hit, flag, words, grip, scale, rows };
}
