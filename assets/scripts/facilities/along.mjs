/* A user's own places in the files that are downloaded, and on paper: only where the user ticks that.
 *
 * They go to the server with that one question, and come back in its file. A portrait is another
 * page, which does not have them: they are kept nowhere, so its slides and PDF are without.
 */

/** @type {import("./layer.mjs").Row[]} */
let rows = [];
let isTicked = false;

export const MENUS = "#part-facilities, #part-download";

function tick(words) {
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = isTicked;
  label.className = "own-along";
  label.append(box, ` ${words}`);
  return label;
}

/** The tick in a menu that is open, while there are places. */
export function offer(menu) {
  menu.querySelector(".own-along")?.remove();
  const words = document.getElementById("own-along");
  if (!(words && rows.length)) return;
  if (menu.contains(words)) words.prepend(tick(words.dataset.words));
  else menu.querySelector(".menu").prepend(tick(words.dataset.short));
}

function offerInOpenMenus() {
  for (const menu of document.querySelectorAll(MENUS)) if (menu.open) offer(menu);
}

/** These are the places of the user now; who brings others is asked again.
 * @param {import("./layer.mjs").Row[]} own
 */
export function keepOwn(own) {
  if (own !== rows && !own.length) isTicked = false;
  rows = own;
  offerInOpenMenus();
}

/** What the user wants, wherever that was ticked. */
export function setAlong(isWanted) {
  isTicked = isWanted;
}

/** Whether files have the places of the user. */
export function goAlong() {
  return isTicked && rows.length > 0;
}

/** How a file is asked of the server.
 * @returns {RequestInit}
 */
export function asking() {
  if (!goAlong()) return {};
  const headers = { "Content-Type": "application/json" };
  return { method: "POST", body: JSON.stringify(rows), headers };
}
