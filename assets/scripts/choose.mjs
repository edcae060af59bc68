/* Choosing regions in the labour views: on the map, in the scatter, in lists and in the table.
 *
 * What is chosen stands in the address only. A click chooses one region, or drops it when it was the
 * one; with Shift or Ctrl, and with a finger in the scatter, a click adds or drops one of several.
 */

import { afterClick, chosenOf, withChosen } from "./address/chosen.mjs";
import { setProps } from "./dash.mjs";
import { rules } from "./rules.mjs";

function put(codes) {
  setProps("address", { search: withChosen(window.location.search, codes, rules()) });
}

/** Does this click add to what is chosen? */
export function addsTo(event) {
  return Boolean(event && (event.shiftKey || event.ctrlKey || event.metaKey));
}

/** A region was clicked. */
export function choose(code, adding) {
  put(afterClick(chosenOf(window.location.search, rules()), code, adding));
}

/** A box was drawn around regions. */
export function chooseAll(codes, adding) {
  const before = adding ? chosenOf(window.location.search, rules()) : [];
  put([...new Set([...before, ...codes])]);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-choose]");
  if (!button) return;
  const pressed = button.getAttribute("aria-pressed") === "true";
  const adding = addsTo(event) || pressed || Boolean(button.closest(".table-pane"));
  choose(button.dataset.choose, adding);
});
