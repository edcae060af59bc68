/* The slider of the threshold and the address follow each other. */

import { thresholdOf, withThreshold } from "../address/threshold.mjs";
import { curveAt } from "../curve/curve.mjs";
import { triggers, unchanged } from "../dash.mjs";
import { rules } from "../rules.mjs";
import { follow, setPhrases, wordsOf } from "./follow.mjs";

/** The address, the slider and the words of the question, after either of the first two changed. */
export function threshold(search, value, phrases) {
  setPhrases(phrases);
  const started = triggers();
  const isMoved = started.includes("threshold.value") && !started.includes("address.search");
  const known = thresholdOf(search, rules());
  const isAllowed = Number.isInteger(value) && value % known.measure.step === 0;
  if (isMoved && isAllowed && value !== known.threshold) {
    const next = withThreshold(window.location.search, value, rules());
    return [next, unchanged(), wordsOf(search, value)];
  }
  const isShown = known.threshold === value;
  const words = wordsOf(search, known.threshold);
  return [unchanged(), isShown ? unchanged() : known.threshold, words];
}

/** The handle of the slider is being dragged. */
export function drag(value) {
  if (follow(value)) curveAt(value);
}

// The slider has a name on the screen, and no way to be told so before it is there.
document.addEventListener(
  "toggle",
  (event) => {
    const thumb = event.target.querySelector?.("[role=slider]");
    thumb?.setAttribute("aria-labelledby", "threshold-label");
  },
  true,
);
