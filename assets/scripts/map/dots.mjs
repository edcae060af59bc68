/* Sites of the whole country as rings on a canvas over the map.
 *
 * A layer of the map would be drawn again with every other layer, once more for each step in which
 * MapLibre takes over other sites.
 */

import { element } from "../dom.mjs";
import { rules } from "../rules.mjs";
import { together } from "../together.mjs";

const STROKE = 2;
const NEAR_PX = 3;
/** Size of a site in the message, and the radius of its ring: of the usual sizes, and of those that
 * tell how many depend on a site. */
const RADII = [
  [9, 3.2],
  [16, 5.6],
  [40, 15],
];

/** The radius of the ring of a site of this size. */
export function radiusOf(size) {
  const at = size <= RADII[1][0] ? 0 : 1;
  const [[low, from], [high, to]] = RADII.slice(at, at + 2);
  return from + ((to - from) * (size - low)) / (high - low);
}

/** Rings of one MapLibre map. */
export function dots(map) {
  const canvas = element("canvas", "site-dots");
  map.getCanvasContainer().append(canvas);
  const pen = canvas.getContext("2d");
  let rings = []; // the smallest first

  function scale() {
    return map.getContainer().clientWidth < 600 ? 0.6 : 1;
  }

  function draw() {
    const { clientWidth: width, clientHeight: height } = map.getContainer();
    const pixels = map.getPixelRatio();
    // A canvas of another size is empty; so is one that is given its own size again.
    Object.assign(canvas, { width: width * pixels, height: height * pixels });
    if (!rings.length) return;
    const { ink, paper } = rules().inks;
    pen.scale(pixels, pixels);
    Object.assign(pen, { fillStyle: paper, strokeStyle: ink, lineWidth: STROKE * scale() });
    for (const { at, radius } of rings) {
      const { x, y } = map.project(at);
      pen.beginPath();
      pen.arc(x, y, radius * scale() + pen.lineWidth / 2, 0, 2 * Math.PI);
      pen.fill();
      pen.stroke();
    }
  }

  // A click can bring other sites, another size and another camera: each would be a canvas anew.
  const drawOnce = together(draw);
  map.on("move", drawOnce);
  map.on("resize", drawOnce);

  return {
    /** Show these: {at, size, code, text}. */
    show(list) {
      const sized = list.map((ring) => ({ ...ring, radius: radiusOf(ring.size) }));
      rings = sized.sort((one, other) => one.size - other.size);
      drawOnce();
    },

    /** The ring at a point of the map, the uppermost of several. */
    at({ x, y }) {
      return rings.findLast(({ at, radius }) => {
        const middle = map.project(at);
        return Math.hypot(middle.x - x, middle.y - y) <= radius * scale() + STROKE + NEAR_PX;
      });
    },
  };
}
