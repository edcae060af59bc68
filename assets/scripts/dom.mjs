/* Elements of the page and of drawings. */

const SVG = "http://www.w3.org/2000/svg";

export function element(kind, name, text) {
  const node = document.createElement(kind);
  node.className = name;
  if (text) node.textContent = text;
  return node;
}

/** An element of a drawing, with other elements or a text in it. */
export function shape(kind, name, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, kind);
  if (name) node.setAttribute("class", name);
  change(node, attributes);
  node.append(...children);
  return node;
}

export function change(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
}
