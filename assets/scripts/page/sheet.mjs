/* On a phone the answer stands around the map. What a tap on the map chooses comes as a sheet from
 * below, where the thumb is; it is the answer itself, and stands in the page again when it is closed.
 */

const NARROW = "(max-width: 900px)";
const OPEN = "with-sheet"; // class of the document

let away = null; // looks whether the map leaves the window

function isOpen() {
  return document.documentElement.classList.contains(OPEN);
}

function figure() {
  return document.querySelector("#map-card .map-figure");
}

/** The map stays where it is in the window, whatever comes or goes above it. */
function turn(opens) {
  const before = figure()?.getBoundingClientRect().top;
  document.documentElement.classList.toggle(OPEN, opens);
  const after = figure()?.getBoundingClientRect().top;
  if (before !== undefined) window.scrollBy({ top: after - before, behavior: "instant" });
}

/** Show what a tap on the map chooses. */
export function openSheet() {
  if (isOpen() || !window.matchMedia(NARROW).matches) return;
  turn(true);
  document.getElementById("answer").scrollTop = 0;
  away = new IntersectionObserver(([map]) => {
    if (!map.isIntersecting) closeSheet();
  });
  away.observe(figure());
}

/** Whether there was a sheet to close. */
export function closeSheet() {
  if (!isOpen()) return false;
  away?.disconnect();
  turn(false);
  return true;
}
