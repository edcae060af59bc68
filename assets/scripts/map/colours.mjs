/* How areas are painted, as MapLibre reads it. */

/** The colour of the class of an area.
 * @param {import("./areas.mjs").Areas} areas
 */
export function colourExpression(areas, codes) {
  const known = areas.colours.flatMap((colour, index) => [index, colour]);
  return ["match", classOf(codes), ...known, codes.onlyDp, areas.onlyDp, areas.noData];
}

function classOf(codes) {
  return ["coalesce", ["feature-state", "class"], codes.noData];
}

/** One value inside the chosen region, another outside it. */
function byPlace(inside, outside) {
  return ["case", ["boolean", ["feature-state", "outside"], false], outside, inside];
}

/** Areas, stripes where only Dienstverlening en Producten is within reach, and borders.
 *
 * Layers of our own, because Plotly puts a constant colour on its layer whenever it draws again,
 * and MapLibre cannot go from a colour by state to a constant while tiles are still coming.
 */
export function areaLayers(areas, line, codes) {
  const onlyDp = ["==", classOf(codes), codes.onlyDp];
  return [
    {
      id: "td-areas",
      type: "fill",
      paint: {
        "fill-color": colourExpression(areas, codes),
        "fill-opacity": byPlace(0.92, 0.35),
      },
    },
    {
      id: "td-stripes",
      type: "fill",
      paint: {
        "fill-pattern": "td-stripes",
        "fill-opacity": ["case", onlyDp, byPlace(0.85, 0.3), 0],
      },
    },
    { id: "td-lines", type: "line", paint: { "line-color": line, "line-width": 0.5 } },
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
