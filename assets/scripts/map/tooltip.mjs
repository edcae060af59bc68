/* The words beside the pointer. What lies over the areas speaks before them. */

let isTaken = false; // does something over the areas speak?

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
  const left = Math.min(event.clientX - card.left + 14, card.width - box.offsetWidth - 8);
  const under = event.clientY - card.top + 18;
  const above = event.clientY - card.top - box.offsetHeight - 10;
  box.style.left = `${Math.max(8, left)}px`;
  box.style.top = `${under + box.offsetHeight > card.height ? above : under}px`;
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
