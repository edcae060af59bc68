/* The drawing of the map as a picture of so many pixels: made here, so that it is the same drawing.
 * A picture cannot fetch a font, so the letters of the page travel inside it.
 */

import { asking } from "./facilities/along.mjs";
import { fetched, nameOf, save } from "./file.mjs";
import { rules } from "./rules.mjs";

let font = null; // promise of the style with the font in it

function asData(blob) {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(blob);
  });
}

async function letters() {
  const answer = await fetched(rules().addresses.font);
  const data = await asData(await answer.blob());
  return `@font-face { font-family: "Atkinson Hyperlegible Next"; font-weight: 200 800;
      src: url("${data}") format("woff2"); }`;
}

async function drawing(text) {
  font ??= letters();
  font.catch(() => {
    font = null; // who comes next asks again
  });
  const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
  const style = parsed.createElementNS("http://www.w3.org/2000/svg", "style");
  style.textContent = await font;
  parsed.documentElement.prepend(style);
  return parsed.documentElement;
}

async function picture(svg, width) {
  const [, , wide, high] = svg.getAttribute("viewBox").split(" ").map(Number);
  const height = Math.round((width * high) / wide);
  svg.setAttribute("width", width);
  svg.setAttribute("height", height);
  const text = new XMLSerializer().serializeToString(svg);
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width, height });
    canvas.getContext("2d").drawImage(image, 0, 0, width, height);
    return await new Promise((done) => canvas.toBlob(done, "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Hand over the drawing that a link points at, as wide as the link says. */
export async function png(link) {
  const answer = await fetched(link.href, asking());
  const width = Number(link.dataset.png);
  const blob = await picture(await drawing(await answer.text()), width);
  save(blob, nameOf(answer).replace(/\.svg$/, `_${width}.png`));
}
