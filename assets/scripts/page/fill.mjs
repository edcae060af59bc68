/* Filling the parts of the page with what the server wrote of them. */

import { Idiomorph } from "../vendor/idiomorph.mjs";

/** Parts whose place stands in another part, and not at every view. */
const WITHIN = ["share-link", "share-code", "welfare", "only-help", "suggest-form"];
const PLACES = WITHIN.map((name) => `#${name}`).join();

// What scripts draw is theirs, and a link whose file is on its way; what a reader opened or closed
// is the reader's, and so is what is typed and not yet in the address.
const DRAWN = `#curve, #scatter, #scatter-said, ${PLACES}, [aria-busy="true"], [data-typing]`;

const callbacks = {
  beforeNodeMorphed(node) {
    return !(node instanceof Element && node.matches(DRAWN));
  },
  beforeAttributeUpdated(name, node) {
    return !(name === "open" && node.localName === "details");
  },
};

/** A part shows this HTML; what stays the same stays the same element, with its focus. */
export function fill(part, html) {
  // What somebody is typing is newer than what the server knows of it.
  const ignoreActiveValue = Boolean(document.activeElement?.matches("input, select, textarea"));
  Idiomorph.morph(part, html, { morphStyle: "innerHTML", ignoreActiveValue, callbacks });
}

/** Fill parts that differ, and of what is known those that have a new place.
 * @param {Record<string, string>} parts id -> HTML of those that differ
 * @param {Record<string, string> | undefined} known of all that came before
 * @returns {Record<string, string>} of all that are known now
 */
export function fillParts(parts, known) {
  const every = { ...known, ...parts };
  for (const [name, html] of Object.entries(parts)) {
    const part = document.getElementById(name);
    if (part) fill(part, html);
  }
  for (const name of WITHIN) {
    const part = document.getElementById(name);
    if (part && !part.hasChildNodes()) fill(part, every[name]);
  }
  return every;
}
