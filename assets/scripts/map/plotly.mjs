/* Plotly's own map: the only script that reaches through Plotly to what lies under it.
 *
 * Plotly makes the map, and areas of its own that nobody sees: ours lie there (level.mjs), and say
 * themselves where the pointer is. tests/browser/test_map.py fails when a new Plotly moves its map
 * or the names of its layers.
 */

function subplotOf(graph) {
  return graph?._fullLayout?.map?._subplot;
}

const OWN = /^plotly-trace-layer-/;

/** Hide what Plotly draws; whether there was anything yet, which the worker of the map has read. What
 * is given to a worker that still starts would wait for all that the page does meanwhile.
 */
function hideOwn(map) {
  const own = map.getStyle().layers.filter((layer) => OWN.test(layer.id));
  for (const { id } of own) map.setLayoutProperty(id, "visibility", "none");
  return own.length > 0 && own.every(({ source }) => map.isSourceLoaded(source));
}

/** Give a map the size of its element, when that has another one; whether it had. */
export function fitSize(map) {
  const { clientWidth: width, clientHeight: height } = map.getContainer();
  const canvas = map.getCanvas();
  if (canvas.clientWidth === width && canvas.clientHeight === height) return false;
  map.resize();
  return true;
}

/** Plotly lets go of the map, which takes the size of the graph by itself. The words above it take
 * another line with many a click: for every size Plotly would show its areas again, and MapLibre draw
 * everything once for the size, once for the areas and once to fade patterns from one to the other.
 */
function letGo(graph, map) {
  subplotOf(graph).plot = () => {
    // Nothing is left to plot.
  };
  const container = map.getContainer();
  Object.assign(container.style, { inset: 0, width: "100%", height: "100%" });
  map._fadeDuration = 0;
  map._trackResize = false;
  // A canvas of another size is empty until it is drawn.
  new ResizeObserver(() => fitSize(map) && map.redraw()).observe(container);
}

/** Have a map draw nothing that nobody sees: without a graphics card, each of the dozens of frames in
 * which it comes together would take a quarter of a second. Tiles are made ready as they come.
 */
function drawNothing({ painter }) {
  painter.render = (style) => {
    painter.style = style; // by which tiles are read as they come
    const used = Object.values(style.tileManagers).filter((tiles) => tiles.used);
    for (const tiles of used) tiles.prepare(painter.context);
  };
}

/** Before the layers of another source a map marks anew which pixels belong to which of its tiles, so
 * that nothing is drawn beyond them. The sources here have the same tiles, and without a graphics card
 * each time is a twentieth of a frame: what is marked stays.
 */
function maskTilesOnce({ painter }) {
  const mask = painter.renderTileClippingMasks;
  const isMasked = (tiles) => {
    if (!tiles || painter.currentStencilSource === undefined) return false;
    const masks = painter._tileClippingMaskIDs;
    return tiles.length === Object.keys(masks).length && tiles.every(({ key }) => key in masks);
  };
  painter.renderTileClippingMasks = (layer, tiles, ...rest) => {
    if (!isMasked(tiles)) mask.call(painter, layer, tiles, ...rest);
  };
}

/** Let the rest of the page have its turn. What a map gives its worker, which cuts areas in tiles,
 * does not leave before the page has heard that the worker started.
 */
export function breathe() {
  return new Promise((rest) => setTimeout(rest));
}

/** Does a map draw nothing yet? */
export function isHeld({ painter }) {
  return Object.hasOwn(painter, "render");
}

function nextFrame(map) {
  map.triggerRepaint();
  return map.once("render");
}

/** Resolves once a map that draws nothing has all of these sources. What changes of its style takes
 * some frames to be taken over; each of them would be drawn. Not once the map is seen all the same: a
 * source may never come.
 */
export async function allThere(map, sources, isUnseen) {
  const isThere = (source) => map.getSource(source) && map.isSourceLoaded(source);
  do await nextFrame(map);
  while (isUnseen() && (map._styleDirty || !sources.every(isThere)));
}

/** Resolves once a map that drew nothing has drawn what it has. */
export async function drawn(map) {
  delete map.painter.render;
  await nextFrame(map);
}

/** Resolves once Plotly has its map and the style can take layers.
 * @param {() => boolean} isUnseen does something lie over the map?
 */
export function ready(isUnseen) {
  return new Promise((resolve) => {
    (function look() {
      const graph = document.querySelector("#map .js-plotly-plot");
      const map = subplotOf(graph)?.map;
      if (map?.painter && isUnseen()) drawNothing(map);
      if (map?.getStyle() && hideOwn(map)) {
        letGo(graph, map);
        maskTilesOnce(map);
        resolve({ graph, map });
      } else setTimeout(look, 15);
    })();
  });
}
