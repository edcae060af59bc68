/* On a phone the answer stands around the map. What a tap on the map chooses comes as a sheet from
 * below, where the thumb is; it is the answer itself, and stands in the page again when it is closed.
 */

const NARROW = window.matchMedia("(max-width: 900px)");
const root = document.documentElement;

let away = null; // looks whether the map leaves the window

function figure() {
  return document.querySelector("#map-card .map-figure");
}

/** The map stays where it is in the window, whatever comes or goes above it. */
function turn(isOpen) {
  const before = figure()?.getBoundingClientRect().top;
  root.classList.toggle("with-sheet", isOpen);
  const after = figure()?.getBoundingClientRect().top;
  if (before !== undefined) window.scrollBy({ top: after - before, behavior: "instant" });
}

/** Show what a tap on the map chooses. */
export function openSheet() {
  if (!NARROW.matches || root.classList.contains("with-sheet")) return;
  turn(true);
  document.getElementById("answer").scrollTop = 0;
  away = new IntersectionObserver(([map]) => {
    if (!map.isIntersecting) closeSheet();
  });
  away.observe(figure());
}

/** Whether there was a sheet to close. */
export function closeSheet() {
  if (!root.classList.contains("with-sheet")) return false;
  away?.disconnect();
  turn(false);
  return true;
}

document.addEventListener("click", (event) => {
  if (event.target.closest("#sheet-close")) closeSheet();
});
