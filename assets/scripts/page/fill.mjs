/* Filling the parts of the page with what the server wrote of them. */

import { Idiomorph } from "../vendor/idiomorph.mjs";

// What scripts draw is theirs, and a link whose file is on its way; what a reader opened or closed
// is the reader's, and so is what is typed and not yet in the address.
const DRAWN = '#curve, #scatter, #scatter-said, [aria-busy="true"], [data-typing]';

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
