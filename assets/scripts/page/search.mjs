/* The search: arrows go through its results, Enter takes the first. */

import { setProps } from "../dash.mjs";

export function clearSearch() {
  setProps("search", { value: "" });
}

/** Is something typed in the field that has the focus? */
export function isTyping() {
  return document.activeElement?.id === "search" && Boolean(document.activeElement.value);
}

function moveThroughResults(event) {
  const links = [...document.querySelectorAll(".search-results a")];
  if (!links.length || !event.target.closest(".search")) return;
  const at = links.indexOf(document.activeElement);
  if (event.key === "Enter" && event.target.id === "search") links[0].click();
  else if (event.key === "ArrowDown") links[Math.min(at + 1, links.length - 1)].focus();
  else if (event.key === "ArrowUp" && at > 0) links[at - 1].focus();
  else if (event.key === "ArrowUp") document.getElementById("search").focus();
  else return;
  event.preventDefault();
}

document.addEventListener("click", (event) => {
  if (event.target.closest(".search-results a")) clearSearch();
});

document.addEventListener("keydown", (event) => {
  if (["Enter", "ArrowDown", "ArrowUp"].includes(event.key)) moveThroughResults(event);
});
