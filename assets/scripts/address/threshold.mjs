/* How far is too far: the threshold in the address, and in words. */

import { numberOf, withValues, wordOf } from "./query.mjs";

/** @returns {{measure: import("../rules.mjs").Measure, threshold: number, speed: number}} */
export function thresholdOf(search, rules) {
  const measure = rules.measures[wordOf(search, rules.measure)];
  return { measure, threshold: numberOf(search, measure), speed: numberOf(search, rules.speed) };
}

/** The query with another threshold; the usual one is not written. */
export function withThreshold(search, value, rules) {
  const { parameter, usual } = thresholdOf(search, rules).measure;
  return withValues(search, { [parameter]: value === usual ? null : value });
}

/** A threshold as it stands in the question; `phrases` are its words in one language. */
export function thresholdWords(search, value, phrases, rules) {
  const { measure, speed } = thresholdOf(search, rules);
  const phrase = phrases[measure.phraseAt[speed] ?? measure.phrase] ?? "";
  return phrase.replace("{value}", value).replace("{speed}", speed);
}
