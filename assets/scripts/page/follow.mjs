/* A threshold on its way: what can follow a hand does, the address waits for its end. */

import { thresholdOf, thresholdWords } from "../address/threshold.mjs";
import { setProps } from "../dash.mjs";
import { preview } from "../map/paint.mjs";
import { state } from "../map/state.mjs";
import { rules } from "../rules.mjs";
import { showLimit } from "./limits.mjs";

let phrases = {}; // the words of the threshold in the language of the page

export function setPhrases(words) {
  phrases = words ?? phrases;
}

/** A threshold as it stands in the question. */
export function wordsOf(search, value) {
  return thresholdWords(search, value, phrases, rules());
}

/** Show a threshold that is not chosen yet; whether the map could show it too. */
export function follow(value) {
  const words = document.getElementById("pick-threshold");
  if (!Number.isInteger(value) || !words) return false;
  const { search } = window.location;
  words.textContent = wordsOf(search, value);
  showLimit(value);
  // Another measure moves the slider too, while the map still has the distances of the last.
  if (state.areas?.unit !== thresholdOf(search, rules()).measure.unit) return false;
  preview(value);
  return true;
}

/** The hand let go: the slider takes the threshold to the address. */
export function release(value) {
  setProps("threshold", { value });
}
