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

/** After another view: give the focus a place if what had it is gone. */
export function keepFocus() {
  if (document.activeElement !== document.body || !last || last.isConnected) return;
  const places = wasLanguage ? ["#language a"] : ["#answer", "#answer a"];
  for (const place of places) {
    // On a phone the panel has no box of its own, and so takes no focus.
    if (document.activeElement === document.body) {
      document.querySelector(place)?.focus({ preventScroll: true });
    }
  }
}
