/* The focus is never lost: where a choice takes away what was chosen, as a step of the path or a site
 * of a list, it goes to the answer, which tells what the choice did. Where another language builds
 * the page anew, it goes back to the switch.
 */

let last = null; // what had the focus
let wasLanguage = false;

document.addEventListener("focusin", ({ target }) => {
  last = target;
  wasLanguage = Boolean(target.closest("#language"));
});

/** Give the focus to the first of some places that takes it. */
function focusFirst(places) {
  for (const place of places) {
    const one = document.querySelector(place);
    one?.focus({ preventScroll: true });
    if (one && document.activeElement === one) return;
  }
}

/** To the answer. In a narrow window the panel has no box of its own, and so takes no focus. */
export function focusAnswer() {
  focusFirst(["#answer", "#answer a"]);
}

/** After another view: give the focus a place if what had it is gone. */
export function keepFocus() {
  if (document.activeElement !== document.body || !last || last.isConnected) return;
  if (wasLanguage) focusFirst(["#language a"]);
  else focusAnswer();
}
