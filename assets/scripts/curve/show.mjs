/* The threshold in the drawing: a moved handle only moves what depends on it, so that it keeps up
 * with the hand.
 */

import { change } from "../dom.mjs";
import { areaPath, mainLine, percent, shareAt, WIDTH, xOf, yOf } from "./scale.mjs";
import { state } from "./state.mjs";

/** Put everything that depends on the threshold where it belongs. */
export function show() {
  const { into, area, stem, hit, grip, rows } = state.drawn;
  const { value, message } = state;
  const { language, words } = message;
  const main = mainLine(message);
  const share = shareAt(message, main, value);
  const x = xOf(message, value);
  into.dataset.threshold = String(value);
  change(area, { d: areaPath(message, main, value) });
  change(stem, { x1: x, x2: x });
  change(hit, { x1: x, x2: x });
  change(grip, {
    transform: `translate(${x} ${yOf(share ?? 0)})`,
    "aria-valuenow": value,
    "aria-valuetext": words.value
      .replace("{share}", percent(share, language))
      .replace("{threshold}", String(value)),
  });
  for (const row of rows) {
    const known = shareAt(message, row.line, value);
    row.value.textContent = percent(known, language) + (known === null ? "" : "%");
  }
  showFlag(x);
}

/** The threshold stands on the axis, in place of the numbers it would touch. */
function showFlag(x) {
  const { flag, words, scale } = state.drawn;
  const text = `${state.value} ${state.message.unit}`;
  const width = 16 + 8 * text.length;
  const middle = Math.min(WIDTH - width / 2, Math.max(width / 2, x));
  words.textContent = text;
  change(words, { x: middle });
  change(flag, { x: middle - width / 2, width });
  for (const one of scale) {
    one.text.classList.toggle("curve-covered", Math.abs(one.x - middle) < width / 2 + 12);
  }
}
