/* Menus: one closes after a choice, on Escape, and when the reader turns elsewhere; arrows go through
 * its choices. Where a menu closes under the focus, that goes back to what opened it: its button, or
 * the words of the large screen where a key did.
 */

import { focusPanel, leaveScreen } from "../screen/mode.mjs";
import { clearSearch, isTyping } from "./search.mjs";
import { closeSheet } from "./sheet.mjs";

function openMenus() {
  return [...document.querySelectorAll("details.pick[open]")];
}

function close(menu) {
  const hadFocus = menu.contains(document.activeElement);
  const isByKey = menu.hasAttribute("data-by-key");
  menu.open = false;
  menu.removeAttribute("data-by-key");
  if (hadFocus && isByKey) focusPanel();
  else if (hadFocus) menu.querySelector("summary").focus();
}

/** The list of views, where it is folded into a button. */
function views() {
  return document.querySelector(".views.open");
}

/** Open the list of views, or close it. */
function unfoldViews(list, isOpen) {
  list.classList.toggle("open", isOpen);
  list.querySelector(".fold").setAttribute("aria-expanded", String(isOpen));
}

function foldViews(list) {
  const button = list.querySelector(".fold");
  unfoldViews(list, false);
  if (list.contains(document.activeElement)) button.focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest(".views .fold");
  if (button) {
    const folded = button.closest(".views");
    unfoldViews(folded, !folded.classList.contains("open"));
    return;
  }
  if (event.target.closest("#sheet-close")) closeSheet();
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

// On a phone a menu opens under what is at the edge of the window.
document.addEventListener(
  "toggle",
  ({ target }) => {
    if (!target.open || !target.matches("details.pick") || window.innerWidth > 900) return;
    target.querySelector(".menu")?.scrollIntoView({ block: "nearest" });
  },
  true,
);

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

/** The menu that an element is a part of: a list of choices, whether it is open, how to open it. */
function menuOf(node) {
  const menu = node.closest("details.pick");
  if (menu) return { list: menu, isOpen: menu.open, open: () => (menu.open = true) };
  const folded = node.closest(".views:has(> .fold)");
  if (!folded?.querySelector(".fold").offsetParent) return null;
  return {
    list: folded.querySelector("ul"),
    isOpen: folded.classList.contains("open"),
    open: () => unfoldViews(folded, true),
  };
}

function walk(event) {
  const menu = event.target instanceof Element && menuOf(event.target);
  if (!menu || event.target.closest(FIELDS)) return;
  const isButton = event.target.matches("summary, .fold");
  if (isButton && !menu.isOpen && event.key !== "ArrowDown") return;
  menu.open();
  const every = menu.list.querySelectorAll("a[href], button, select, input, [role=slider]");
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
