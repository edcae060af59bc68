/* The marks of places beside the schools: squares with a small letter. Filled is what ships, open is
 * the user's own.
 */

import { rules } from "../rules.mjs";

const SIZE = 40; // pixels of a mark, at twice the pixels of the screen
const ACROSS = 5; // marks beside each other on one point
const STEP = 22; // pixels from one to the next

export function markOf(kind, isOwn) {
  return `td-${isOwn ? "own" : "shipped"}-${kind}`;
}

/** A square with a letter in it. */
function square(letter, isFilled) {
  const { facility, paper } = rules().inks;
  const sheet = document.createElement("canvas");
  sheet.width = sheet.height = SIZE;
  const pen = sheet.getContext("2d", { willReadFrequently: true });
  pen.fillStyle = paper;
  pen.fillRect(0, 0, SIZE, SIZE);
  pen.fillStyle = facility;
  pen.fillRect(2, 2, SIZE - 4, SIZE - 4);
  if (!isFilled) {
    pen.fillStyle = paper;
    pen.fillRect(7, 7, SIZE - 14, SIZE - 14);
  }
  pen.fillStyle = isFilled ? paper : facility;
  pen.font = "bold 26px sans-serif";
  pen.textAlign = "center";
  pen.textBaseline = "alphabetic";
  pen.fillText(letter, SIZE / 2, SIZE / 2 + 9);
  const { data } = pen.getImageData(0, 0, SIZE, SIZE);
  return { width: SIZE, height: SIZE, data };
}

/** Drawn once per kind, and only when the layer is first used. */
export function addMarks(map, letters) {
  for (const [kind, letter] of Object.entries(letters)) {
    for (const isOwn of [false, true]) {
      const name = markOf(kind, isOwn);
      if (!map.hasImage(name)) map.addImage(name, square(letter, !isOwn), { pixelRatio: 2 });
    }
  }
}

/** Places on one point, such as the middle of a postcode area, stand beside each other: the number
 * of the stand of the next one there. `taken` counts them by point.
 */
export function standOf(taken, lon, lat) {
  const point = `${lon},${lat}`;
  const before = taken.get(point) ?? 0;
  taken.set(point, before + 1);
  return before % (ACROSS * ACROSS);
}

/** Where the stands are from the point, in pixels: rows of a few, once around. */
export function offsets() {
  const stands = [...Array(ACROSS * ACROSS).keys()].flatMap((stand) => [
    stand,
    ["literal", [(stand % ACROSS) * STEP, Math.floor(stand / ACROSS) * STEP]],
  ]);
  return ["match", ["get", "stand"], ...stands, ["literal", [0, 0]]];
}
