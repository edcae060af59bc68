/* The scatter of the panel: every region a dot, offer across and work up.
 *
 * It draws the message of the map once more, so dot and area never differ.
 */

import { change, shape } from "../dom.mjs";
import { figure } from "../map/describe.mjs";
import { state as map } from "../map/state.mjs";
import { number } from "../number.mjs";
import { HEIGHT, PLOT, planeOf, rangePath, WIDTH } from "./plane.mjs";
import { state } from "./state.mjs";

/** Pixels between the borders of the thirds that their values need, across and up; and from the
 * middle of a line of text to its foot.
 */
const ROOM = 44;
const LINE = 16;
const FOOT = 5;

function frame() {
  const { left, right, top, bottom } = PLOT;
  const field = { x: left, y: top, width: right - left, height: bottom - top };
  return shape("rect", "scatter-plot", field);
}

/** The borders of the thirds, with their values on the axis. */
function borders() {
  const { message, plane } = state;
  const { left, right, top, bottom } = PLOT;
  const [offer, demand] = message.columns;
  const places = offer.cuts.map(plane.xOf);
  const isCrowded = places.length > 1 && Math.abs(places[1] - places[0]) < ROOM;
  const words = (cut, { decimals }) => number(cut, decimals, message.language);
  const across = offer.cuts.flatMap((cut, index) => {
    const x = places[index];
    const anchor = isCrowded ? (index ? "start" : "end") : "middle";
    const at = { x: Math.min(x, right - 16), y: bottom + 20, "text-anchor": anchor };
    return [
      shape("line", "scatter-rule", { x1: x, x2: x, y1: top, y2: bottom }),
      shape("text", "scatter-text", at, words(cut, offer)),
    ];
  });
  const heights = demand.cuts.map(plane.yOf);
  const lacking = heights.length > 1 ? Math.max(0, LINE - Math.abs(heights[1] - heights[0])) : 0;
  const up = demand.cuts.flatMap((cut, index) => {
    const y = heights[index];
    const apart = (index ? -lacking : lacking) / 2;
    const at = { x: left - 6, y: y + FOOT + apart, "text-anchor": "end" };
    return [
      shape("line", "scatter-rule", { x1: left, x2: right, y1: y, y2: y }),
      shape("text", "scatter-text", at, words(cut, demand)),
    ];
  });
  return [...across, ...up];
}

/** The figures of a region in words. */
function wordsOf(id) {
  const { columns, words, classes, language, level, codes } = state.message;
  const name = map.names[level]?.[id] ?? codes[id];
  const figures = columns.map((column) => `${column.label}: ${figure(column, id, language)}`);
  return [name, words[String(classes[id])], ...figures];
}

function isChosen({ id }) {
  return state.message.chosen.includes(state.message.codes[id]);
}

function circle(dot) {
  const { message, plane } = state;
  const isPicked = isChosen(dot);
  const node = shape("circle", isPicked ? "dot-region dot-chosen" : "dot-region", {
    id: `dot-${dot.id}`,
    cx: dot.x,
    cy: dot.y,
    r: isPicked ? 8 : plane.dots.length > 100 ? 4.5 : 6.5,
    fill: message.colours[message.classes[dot.id]],
    role: "option",
    "aria-selected": String(isPicked),
    "aria-label": wordsOf(dot.id).join(", "),
  });
  if (message.chosen.length > 1 && !isPicked) node.classList.add("dot-faint");
  return node;
}

/** Draw the last message; `listen` lets hands take the new drawing. */
export function draw(listen) {
  const into = document.getElementById("scatter");
  if (!into) return;
  state.plane = planeOf(state.message);
  const svg = shape("svg", "scatter-figure", {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    role: "listbox",
    tabindex: 0,
    "aria-multiselectable": "true",
    "aria-label": state.message.scatter.label,
  });
  const order = [...state.plane.dots].sort((one, other) => isChosen(one) - isChosen(other));
  const span = shape("path", "scatter-span");
  const ring = shape("circle", "scatter-ring", { r: 0 });
  const box = shape("rect", "scatter-box");
  svg.append(frame(), ...borders(), ...order.map(circle), span, ring, box);
  const words = document.getElementById("scatter-said");
  state.drawn = { into, svg, span, ring, box, words };
  into.replaceChildren(svg);
  into.dataset.dots = String(state.plane.dots.length);
  listen(svg);
  state.active = null;
  show();
  if (state.isHeld && document.activeElement === document.body) svg.focus({ preventScroll: true });
}

/** What is pointed at: a ring around its dot, how wide its range is, and its figures in words. */
export function show() {
  const { message, plane } = state;
  const { span, ring, words, svg } = state.drawn;
  const dot = plane.dots.find((one) => one.id === state.active);
  const only = message.chosen.length === 1 ? message.chosen[0] : null;
  const spoken = dot ?? plane.dots.find((one) => message.codes[one.id] === only);
  change(ring, dot ? { cx: dot.x, cy: dot.y, r: 11 } : { r: 0 });
  if (dot) svg.setAttribute("aria-activedescendant", `dot-${dot.id}`);
  else svg.removeAttribute("aria-activedescendant");
  span.setAttribute("d", spoken ? rangePath(message, plane, spoken) : "");
  const lines = spoken ? wordsOf(spoken.id) : [message.scatter.hint];
  words.replaceChildren(
    ...lines.map((line, index) => {
      const text = document.createElement(spoken && !index ? "strong" : "span");
      text.textContent = line;
      return text;
    }),
  );
}

/** An area of the map is pointed at: so is its dot. */
export function scatterAt(id) {
  if (!state.message || !state.drawn?.svg.isConnected || state.active === id) return;
  state.active = id;
  show();
}
