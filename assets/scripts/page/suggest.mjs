/* Where one more helps most: the answer to what somebody chose, which takes seconds. */

import { changed } from "../address/query.mjs";
import { faultOf, fetched } from "../file.mjs";
import { rules } from "../rules.mjs";
import { fill } from "./fill.mjs";
import { resolveLinks } from "./links.mjs";
import { currentQuery } from "./shown.mjs";

/** Words, a bar that moves, and how many seconds it takes already; gives what ends it. */
function tellWaiting(place, words) {
  const start = Date.now();
  const seconds = document.createElement("span");
  // A screen reader hears the words once.
  seconds.setAttribute("aria-hidden", "true");
  place.replaceChildren(words, document.createElement("progress"), seconds);
  const tick = () => {
    seconds.textContent = `${Math.round((Date.now() - start) / 1000)} s`;
  };
  tick();
  const timer = setInterval(tick, 1000);
  return () => clearInterval(timer);
}

/** Ask what a form says of the view in sight, and show the places; unless the view is another one by
 * then.
 * @param {HTMLFormElement} form
 */
export async function suggest(form) {
  const place = document.getElementById("suggest-answer");
  if (place.getAttribute("aria-busy") === "true") return;
  const query = currentQuery();
  const wanted = new URLSearchParams(new FormData(form));
  const path = new URL(form.action).pathname;
  place.setAttribute("aria-busy", "true");
  const stop = tellWaiting(place, form.closest("[data-wait]").dataset.wait);
  let html = "";
  try {
    html = await (await fetched(path + changed(query, wanted, rules().parameters))).text();
  } catch (error) {
    html = faultOf(error, form).outerHTML;
  }
  stop();
  place.removeAttribute("aria-busy");
  // What was asked of another view is no answer to this one.
  fill(place, query === currentQuery() ? html : "");
  resolveLinks();
}
