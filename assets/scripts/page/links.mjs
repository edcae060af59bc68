/* Links to other views. Each says what it changes of the view in sight, and so stays as it is while
 * something else changes; its address is written anew for every view.
 */

import { changed } from "../address/query.mjs";
import { rules } from "../rules.mjs";
import { currentQuery } from "./shown.mjs";

function addressOf(link) {
  const [path] = link.getAttribute("href").split("?");
  return path + changed(currentQuery(), link.dataset.set, rules().parameters);
}

/** Every link of the page leads on from the view that is shown. */
export function resolveLinks() {
  for (const link of document.querySelectorAll("a[data-set]")) {
    const address = addressOf(link);
    if (link.getAttribute("href") !== address) link.setAttribute("href", address);
  }
}

/** Go to an address of this page, as a link of Dash does. */
function goTo(address) {
  window.history.pushState({}, "", address);
  window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  window.scrollTo(0, 0);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-within]");
  if (!link || event.defaultPrevented || event.button) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  goTo(addressOf(link));
});
