/* What the page says at every threshold: asked when a hand comes near, shown while it moves. What
 * cannot follow the hand is seen to wait for the answer of the server.
 */

import { thresholdOf, withThreshold } from "../address/threshold.mjs";
import { canPreview } from "../map/paint.mjs";
import { answerOf } from "../patient.mjs";
import { rules } from "../rules.mjs";
import { fill } from "./fill.mjs";
import { questionOf } from "./shown.mjs";

/** The words at one threshold.
 * @typedef {object} Limit
 * @property {number} value
 * @property {string} question
 * @property {string} number
 * @property {string} rest
 * @property {string} said
 * @property {string} country the number of the country beside it
 * @property {string} without who is left out
 * @property {string[]} legend the words of every class of the map
 * @property {string} top HTML of the top of the panel
 */

const NEAR = "#curve, #part-threshold";

let known = { view: null, limits: [] };
/** What stood there before a hand moved the threshold. @type {Limit | null} */
let before = null;
let moved = null; // the threshold that a hand moved to, until the answer is there

/** The view without its threshold. */
function viewOf(search) {
  const { measure } = thresholdOf(search, rules());
  return questionOf(withThreshold(search, measure.usual, rules()));
}

/** @returns {Promise<Limit[]>} none where no threshold changes the number, or without an answer */
export async function limitsOf(search) {
  try {
    const answer = await answerOf(rules().addresses.limits + search);
    return answer.ok ? await answer.json() : [];
  } catch {
    return [];
  }
}

async function expect() {
  const { search } = window.location;
  const view = viewOf(search);
  if (known.view === view) return;
  known = { view, limits: [] };
  const limits = await limitsOf(search);
  if (known.view !== view) return;
  known = { view: limits.length ? view : null, limits };
  if (moved !== null) showLimit(moved);
}

for (const kind of ["pointerover", "pointerdown", "focusin"]) {
  document.addEventListener(kind, (event) => {
    if (event.target.closest?.(NEAR)) expect();
  });
}

/** The words of the classes on the map, after their colours. */
function legendWords() {
  const rows = document.querySelectorAll("#legend ul li");
  return [...rows].map((row) => row.lastChild);
}

function say({ top, legend }) {
  fill(document.getElementById("answer-top"), top);
  legendWords().forEach((text, index) => {
    text.nodeValue = legend[index] ?? "";
  });
}

/** A hand moves the threshold: what can say so says so, and the rest waits. */
export function showLimit(value) {
  moved = value;
  const { search } = window.location;
  const top = document.getElementById("answer-top");
  const limit = known.view === viewOf(search) && known.limits.find((one) => one.value === value);
  const canSay = Boolean(top && limit);
  if (canSay) {
    before ??= { top: top.innerHTML, legend: legendWords().map((text) => text.nodeValue) };
    say(limit);
  } else if (before) {
    say(before);
  }
  const { dataset } = document.documentElement;
  if (value === thresholdOf(search, rules()).threshold) delete dataset.waits;
  else dataset.waits = ["panel", canPreview() ? "" : "map", canSay ? "" : "words"].join(" ");
}

/** The hand is gone and the answer is there: what was shown meanwhile makes way for it. */
export function forgetLimit() {
  moved = null;
  delete document.documentElement.dataset.waits;
  if (before && document.getElementById("answer-top")) say(before);
  before = null;
}
