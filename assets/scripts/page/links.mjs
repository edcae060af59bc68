/* Links to other views. Each says what it changes of the view in sight, and so stays as it is while
 * something else changes; its address is written anew for every view.
 */

import { leading } from "../address/query.mjs";
import { rules } from "../rules.mjs";
import { currentQuery, isShown, shown } from "./shown.mjs";

/** What a link changes while another view is coming: all that its menu is about. What is chosen in
 * the view in sight changes nothing of it, and takes back what was chosen since.
 */
function changesAmid(link) {
  const changes = new URLSearchParams(link.dataset.set);
  const inSight = new URLSearchParams(shown()?.query);
  const choices = link.closest("ul, .switch")?.querySelectorAll("a[data-set]") ?? [];
  for (const choice of choices) {
    for (const name of new URLSearchParams(choice.dataset.set).keys()) {
      if (!changes.has(name)) changes.set(name, inSight.get(name) ?? "");
    }
  }
  return changes;
}

/** What every link leads on from, read once for all of them. */
function here() {
  return { isSettled: isShown(), query: currentQuery() };
}

function addressOf(link, { isSettled, query }) {
  const changes = isSettled ? link.dataset.set : changesAmid(link);
  return leading(link.getAttribute("href"), query, changes, rules().parameters);
}

/** Every link of the page leads on from the view that is shown. */
export function resolveLinks() {
  const from = here();
  for (const link of document.querySelectorAll("a[data-set]")) {
    const address = addressOf(link, from);
    if (link.getAttribute("href") !== address) link.setAttribute("href", address);
  }
}

function tellDash() {
  window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
}

/** Go to an address of this page, as a link of Dash does. */
export function goTo(address) {
  window.history.pushState({}, "", address);
  tellDash();
  window.scrollTo(0, 0);
}

/** The same, without a step back and without leaving the place on the page: while somebody types. */
export function replaceAddress(address) {
  window.history.replaceState({}, "", address);
  tellDash();
}

/** Where a press on a link leads within this page; null where it leads elsewhere, or opens another
 * window.
 */
export function addressPressed(event) {
  const link = event.target.closest?.("a[data-within]");
  const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  return link && !event.button && !isElsewhere ? addressOf(link, here()) : null;
}

document.addEventListener("click", (event) => {
  const address = addressPressed(event);
  if (address === null || event.defaultPrevented) return;
  event.preventDefault();
  goTo(address);
});
