/* The words beside the pointer. What lies over the areas speaks before them. */

let isTaken = false; // does something over the areas speak?

const BESIDE = 14;
const EDGE = 8;

/** Where the words stand: at the right and under the pointer, or on another side of it, so that they
 * are whole on the map and over none of what stands there.
 */
export function besidePointer({ x, y }, { width, height }, card, panels) {
  const most = Math.max(card.left + EDGE, card.right - width - EDGE);
  const right = Math.min(x + BESIDE, most);
  const left = Math.max(x - BESIDE - width, card.left + EDGE);
  const [under, above] = [y + BESIDE + 4, y - height - BESIDE + 4];
  const isClear = (at) =>
    at.top >= card.top &&
    at.top + height <= card.bottom &&
    panels.every(
      (panel) =>
        at.left >= panel.right ||
        at.left + width <= panel.left ||
        at.top >= panel.bottom ||
        at.top + height <= panel.top,
    );
  const every = [
    { left: right, top: under },
    { left: right, top: above },
    { left, top: under },
    { left, top: above },
  ];
  return every.find(isClear) ?? every[under + height > card.bottom ? 1 : 0];
}

/** Lines of text, the first one strong; null for none. What a user brought is text too. */
function show(lines, event) {
  const box = document.getElementById("map-tooltip");
  if (!box) return;
  box.replaceChildren();
  box.classList.toggle("shown", Boolean(lines));
  if (!lines) return;
  lines.forEach((line, index) => {
    const text = document.createElement(index ? "span" : "strong");
    text.textContent = line;
    box.append(text);
  });
  const card = document.querySelector(".map-figure").getBoundingClientRect();
  const panels = [...document.querySelectorAll("#map-card .corner > *")];
  const { left, top } = besidePointer(
    { x: event.clientX, y: event.clientY },
    { width: box.offsetWidth, height: box.offsetHeight },
    card,
    panels.map((panel) => panel.getBoundingClientRect()),
  );
  box.style.left = `${left - card.left}px`;
  box.style.top = `${top - card.top}px`;
}

/** An area is pointed at, unless something lies over it there; whether it is. */
export function overArea(lines, event) {
  if (!isTaken) show(lines(), event);
  return !isTaken;
}

export function offArea() {
  if (!isTaken) show(null);
}

/** A site, or another place over the areas, is pointed at. */
export function overPlace(lines, event) {
  isTaken = true;
  show(lines, event);
}

export function offPlace() {
  isTaken = false;
  show(null);
}

export function hideTooltip() {
  show(null);
}
