/* A menu closes after a choice, on Escape, and when the reader turns elsewhere. */

import { leaveScreen } from "../screen/mode.mjs";
import { clearSearch, isTyping } from "./search.mjs";

function openMenus() {
  return [...document.querySelectorAll("details.pick[open]")];
}

document.addEventListener("click", (event) => {
  const isChoice = event.target.closest("a:not([data-progress])");
  for (const menu of openMenus()) {
    if (!menu.contains(event.target) || isChoice) menu.open = false;
  }
});

document.addEventListener("focusin", (event) => {
  for (const menu of openMenus()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

function goUp() {
  const site = document.querySelector("#answer .back");
  const step = site ?? [...document.querySelectorAll("#breadcrumb a")].at(-1);
  step?.click();
}

/** Escape closes what is open, a site too, else goes one step up: to the town, the country. */
function stepBack() {
  const menus = openMenus();
  for (const menu of menus) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  if (menus.length) return;
  if (isTyping()) clearSearch();
  else if (!leaveScreen()) goUp();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") stepBack();
});
