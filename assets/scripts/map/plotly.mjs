/* Plotly's own map: the only script that reaches through Plotly to what lies under it.
 *
 * Plotly draws the areas and tells which one is hovered or clicked. Handing it new values means
 * handing MapLibre the whole geometry again, half a second for the postcode areas. So the class of
 * an area is a feature-state of its MapLibre map, and a repaint touches only the areas that change.
 * tests/browser/test_map.py fails when a new Plotly moves its map or the names of its layers.
 */

function mapOf(graph) {
  return graph?._fullLayout?.map?._subplot?.map ?? null;
}

/** The source of Plotly's own layer of the areas. That layer stays unseen: ours lie over it. */
function sourceOf(map) {
  const name = /^plotly-trace-layer-.*-fill$/;
  return map.getStyle().layers.find((layer) => name.test(layer.id))?.source;
}

/** Resolves once Plotly has drawn its map and the style can take layers. */
export function ready() {
  return new Promise((resolve) => {
    (function look() {
      const graph = document.querySelector("#map .js-plotly-plot");
      const map = mapOf(graph);
      const source = map?.getStyle() && sourceOf(map);
      if (source) resolve({ graph, map, source });
      else setTimeout(look, 15);
    })();
  });
}

/** Let the trace show the areas of another geometry, as many as there are in it. */
export async function showGeometry(graph, address, count) {
  if (graph.data[0].geojson === address) return;
  const locations = [[...Array(count).keys()]];
  const z = [Array(count).fill(0)];
  await window.Plotly.restyle(graph, { geojson: address, locations, z }, [0]);
}

/** Tell what the pointer does on areas: the number of the area, and the event of the browser. */
export function onAreas(graph, { over, off, click }) {
  const area = (hit) => Number(hit.points[0].location);
  graph.on("plotly_hover", (hit) => over(area(hit), hit.event));
  graph.on("plotly_unhover", off);
  graph.on("plotly_click", (hit) => click(area(hit), hit.event));
}
