/* What if: the offer as it is now, as long as B or its button is held; and a site that moves to the
 * place somebody typed, or a plan that gets a name. What is supposed stands in the address only.
 */

import { changed, valuesOf } from "../address/query.mjs";
import { rules } from "../rules.mjs";
import { expectNext } from "./expected.mjs";
import { goTo, replaceAddress } from "./links.mjs";

const TYPING = "input, select, textarea, [contenteditable]";

const REST_MS = 300;

/** The moment that was shown before; null while nothing is held. @type {string | null} */
let held = null;
let rest = null; // timer

/** The query with another moment. */
function atMoment(word) {
  const { parameter } = rules().moment;
  return changed(window.location.search, `${parameter}=${word}`, rules().parameters);
}

function setMoment(word) {
  replaceAddress(window.location.pathname + atMoment(word));
}

/** What is shown supposes changes: how it is now is fetched, to be there as soon as B is held; and
 * while it is, the way back.
 */
export function expectNow() {
  clearTimeout(rest);
  const { now, changes } = rules().moment;
  if (!valuesOf(window.location.search, changes).at(-1)) return;
  rest = setTimeout(() => expectNext(atMoment(held ?? now)), held === null ? REST_MS : 0);
}

function hold() {
  const { parameter, now, changes } = rules().moment;
  const { search, pathname } = window.location;
  const isSupposing = Boolean(valuesOf(search, changes).at(-1));
  if (held !== null || !isSupposing || pathname !== rules().addresses.map) return;
  held = valuesOf(search, parameter).at(-1) ?? "";
  document.documentElement.dataset.held = now;
  setMoment(now);
}

function release() {
  if (held === null) return;
  const before = held;
  held = null;
  delete document.documentElement.dataset.held;
  // A step to elsewhere meanwhile keeps what it asks.
  if (valuesOf(window.location.search, rules().moment.changes).at(-1)) setMoment(before);
}

function isKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  if (event.target.closest?.("#hold-now") && [" ", "Enter"].includes(event.key)) return true;
  return event.key.toLowerCase() === "b" && !event.target.closest?.(TYPING);
}

document.addEventListener("keydown", (event) => {
  if (!isKey(event)) return;
  event.preventDefault();
  hold();
});
document.addEventListener("keyup", (event) => {
  if (held !== null && isKey(event)) release();
});
document.addEventListener("pointerdown", (event) => {
  if (event.button === 0 && event.target.closest?.("#hold-now")) hold();
});
for (const kind of ["pointerup", "pointercancel"]) document.addEventListener(kind, release);
window.addEventListener("blur", release);

/** Few seek a place: what asks it is fetched when somebody does. */
document.addEventListener("submit", async (event) => {
  if (event.target.id !== "suggest-form") return;
  event.preventDefault();
  const { suggest } = await import("./suggest.mjs");
  suggest(event.target);
});

document.addEventListener("submit", (event) => {
  const { change, names } = event.target.dataset;
  if (!change && !names) return;
  event.preventDefault();
  const { changes } = rules().moment;
  const { search, pathname } = window.location;
  const place = event.target.querySelector("input").value.trim();
  if (names) {
    event.target.closest("details").open = false;
    goTo(pathname + changed(search, new URLSearchParams({ [names]: place }), rules().parameters));
    return;
  }
  const before = valuesOf(search, changes).at(-1);
  const every = [...(before ? [before] : []), change + place].join();
  const set = new URLSearchParams({ [changes]: every, [rules().site]: "" });
  goTo(pathname + changed(search, set, rules().parameters));
});
