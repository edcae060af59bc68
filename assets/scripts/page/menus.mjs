/* Menus: one closes after a choice, on Escape, and when the reader turns elsewhere; arrows go through
 * its choices. Where a menu closes under the focus, that goes back to what opened it.
 */

import { leaveScreen } from "../screen/mode.mjs";
import { clearSearch, isTyping } from "./search.mjs";
import { closeSheet } from "./sheet.mjs";

function openMenus() {
  return [...document.querySelectorAll("details.pick[open]")];
}

function close(menu) {
  const hadFocus = menu.contains(document.activeElement);
  menu.open = false;
  if (hadFocus) menu.querySelector("summary").focus();
}

/** The list of views, where it is folded into a button. */
function views() {
  return document.querySelector(".views.open");
}

function foldViews(list) {
  list.classList.remove("open");
  const button = list.querySelector(".fold");
  button.setAttribute("aria-expanded", "false");
  if (list.contains(document.activeElement)) button.focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest(".views .fold");
  if (button) {
    const isOpen = button.closest(".views").classList.toggle("open");
    button.setAttribute("aria-expanded", String(isOpen));
    return;
  }
  const isChoice = event.target.closest("a:not([data-progress])");
  for (const menu of openMenus()) {
    if (!menu.contains(event.target) || isChoice) close(menu);
  }
  const list = views();
  if (list && (isChoice || !list.contains(event.target))) foldViews(list);
});

document.addEventListener("focusin", (event) => {
  for (const menu of openMenus()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

/** Escape closes what is open, and nothing else: a menu, the search, a sheet, the large screen, a
 * site.
 */
function closeOne() {
  const [menu] = openMenus();
  const list = views();
  if (menu) close(menu);
  else if (list) foldViews(list);
  else if (isTyping()) clearSearch();
  else if (!closeSheet() && !leaveScreen()) document.querySelector("#answer .back")?.click();
}

/** Where an arrow leads among choices; from the button that opened them to the first or last. */
function choice(key, all, at) {
  if (key === "Home") return all[0];
  if (key === "End") return all.at(-1);
  if (key === "ArrowDown") return all[Math.min(at + 1, all.length - 1)];
  return all[at < 0 ? all.length - 1 : Math.max(at - 1, 0)];
}

const STEPS = ["ArrowDown", "ArrowUp", "Home", "End"];
// What has arrows of its own.
const FIELDS = "input, select, textarea, [role=slider]";

function walk(event) {
  const menu = event.target.closest?.("details.pick");
  if (!menu || event.target.closest(FIELDS)) return;
  const isButton = event.target.localName === "summary";
  if (isButton && !menu.open && event.key !== "ArrowDown") return;
  menu.open = true;
  const every = menu.querySelectorAll("a[href], button, select, input, [role=slider]");
  const all = [...every].filter((one) => one.offsetParent);
  const next = choice(event.key, all, all.indexOf(event.target));
  if (!next) return;
  event.preventDefault();
  event.stopPropagation();
  next.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeOne();
  else if (STEPS.includes(event.key)) walk(event);
});
