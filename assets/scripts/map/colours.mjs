/* How areas are painted, as MapLibre reads it. */

import { hasOnlyDp } from "./areas.mjs";

const OUTSIDE = { alpha: "59", stripes: 0.3 };
const INSIDE = { alpha: "eb", stripes: 0.85 };

/** How an area looks: its colour, and how well its stripes are seen.
 * @param {import("./areas.mjs").Areas} areas
 * @param {number} known its class
 * @param {boolean} isOutside does it lie outside the region that is shown?
 * @param {import("../rules.mjs").Codes} codes
 */
export function lookOf({ colours, noData }, known, isOutside, codes) {
  const { alpha, stripes } = isOutside ? OUTSIDE : INSIDE;
  const isStriped = hasOnlyDp(known, codes);
  const colour = colours[isStriped ? codes.onlyDp - known : known] ?? noData;
  return { colour: colour + alpha, stripes: isStriped ? stripes : 0 };
}

/** The source of the borders of areas, and its layer. */
export function linesOf(source) {
  return `${source} lines`;
}

/** Areas, and stripes where only Dienstverlening en Producten is within reach; unseen.
 *
 * An area's colour is its state, not a rule for its class: another rule means that MapLibre reads
 * the whole geometry again. Nor are edges smoothed, which is drawing every area twice: the borders
 * lie over them.
 */
export function areaLayers(source, isStriped) {
  const stripes = {
    id: `${source} stripes`,
    source,
    type: "fill",
    paint: {
      "fill-antialias": false,
      "fill-pattern": "td-stripes",
      "fill-opacity": ["coalesce", ["feature-state", "stripes"], 0],
    },
  };
  return [
    {
      id: source,
      source,
      type: "fill",
      paint: {
        "fill-antialias": false,
        "fill-color": ["to-color", ["feature-state", "colour"], "transparent"],
        "fill-opacity": 0,
      },
    },
    ...(isStriped ? [stripes] : []),
  ];
}

/** The borders of areas, unseen. */
export function lineLayer(source, { colour, width }) {
  const id = linesOf(source);
  const paint = { "line-color": colour, "line-width": width, "line-opacity": 0 };
  return { id, source: id, type: "line", paint };
}

/** What is 1 of these layers, at once, where they are seen: layer and property. */
export function seenBy(source) {
  return [
    [source, "fill-opacity"],
    [linesOf(source), "line-opacity"],
  ];
}

/** Slanted stripes on a clear ground, one pixel at a time: a canvas would cost a quarter second. */
export function stripes(colour) {
  const size = 16;
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  const data = new Uint8ClampedArray(size * size * 4);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const fromLine = Math.abs(((x + y) % size) - size / 2);
      const cover = Math.min(1, Math.max(0, 3.2 - fromLine));
      data.set([red, green, blue, 255 * cover], (y * size + x) * 4);
    }
  }
  return { width: size, height: size, data };
}
