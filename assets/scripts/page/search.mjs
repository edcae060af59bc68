/* The search: a combobox, of which the server makes the list.
 *
 * The focus stays in the field until something is chosen. Arrows, Home and End go through the list, Enter follows what is
 * marked, or the first; when the list is still of an earlier text, once that of this one is there.
 */

import { setProps } from "../dash.mjs";
import { focusAnswer } from "./focus.mjs";

/** Milliseconds without a key before the server is asked: a fast typist asks once a word. */
const PAUSE_MS = 150;

/** What Enter was pressed for and is not there yet. */
let awaited = null;

function field() {
  return document.getElementById("search");
}

function list() {
  return document.getElementById("search-list");
}

function options() {
  return [...(list()?.querySelectorAll('[role="option"]') ?? [])];
}

function marked() {
  return options().find((option) => option.getAttribute("aria-selected") === "true");
}

function mark(option) {
  marked()?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) field().setAttribute("aria-activedescendant", option.id);
  else field()?.removeAttribute("aria-activedescendant");
}

export function clearSearch() {
  awaited = null;
  setProps("search", { value: "" });
  setProps("search-results", { children: [] });
  setProps("search-status", { children: "" });
}

/** Is something typed in the field that has the focus? */
export function isTyping() {
  return document.activeElement?.id === "search" && Boolean(document.activeElement.value);
}

function follow() {
  const isNew = list()?.dataset.typed === field().value;
  const option = isNew && (marked() ?? options()[0]);
  awaited = isNew ? null : field().value;
  if (option) option.click();
}

/** What to ask the server. Dash drops it when something else is typed meanwhile. */
export function sought(typed) {
  return new Promise((ask) => setTimeout(ask, typed ? PAUSE_MS : 0, typed));
}

/** Another list is there, or none. */
export function listed(children) {
  if (!field()) return;
  field().setAttribute("aria-expanded", String(children.length > 0));
  requestAnimationFrame(() => {
    mark(null);
    if (awaited !== null && awaited === field()?.value) follow();
  });
}

/** Where a key leads from an option; undefined: nowhere. */
function step(key, all, at) {
  if (key === "ArrowDown") return all[(at + 1) % all.length];
  if (key === "ArrowUp") return all.at(at < 0 ? -1 : at - 1);
  if (at >= 0 && key === "Home") return all[0];
  if (at >= 0 && key === "End") return all.at(-1);
  return undefined;
}

document.addEventListener("keydown", (event) => {
  if (event.target.id !== "search" || event.isComposing) return;
  if (event.key === "Enter") {
    follow();
    return;
  }
  const all = options();
  const option = all.length ? step(event.key, all, all.indexOf(marked())) : undefined;
  if (!option) return;
  mark(option);
  event.preventDefault();
});

document.addEventListener("input", (event) => {
  if (event.target.id !== "search") return;
  awaited = null;
  mark(null);
});

// What Dash draws of a field cannot be given these.
document.addEventListener("focusin", (event) => {
  if (event.target.id !== "search") return;
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": "search-results",
    "aria-expanded": String(options().length > 0),
  })) {
    event.target.setAttribute(name, value);
  }
});

// The focus stays in the field, so that the list is there until the click has come.
document.addEventListener("mousedown", (event) => {
  if (event.target.closest(".search-results")) event.preventDefault();
});

document.addEventListener("click", (event) => {
  if (!event.target.closest(".search-results a") || event.ctrlKey || event.metaKey) return;
  clearSearch();
  // Keys are of the page again, and the window of a phone is whole: the answer tells what was chosen.
  field().blur();
  focusAnswer();
});
