/* Plotly's own map: the only script that reaches through Plotly to what lies under it.
 *
 * Plotly has the map and tells which area is hovered or clicked. Its own drawing of the areas would
 * hand MapLibre the whole geometry for every view, so it is hidden, and not even worked out: ours
 * lies there (level.mjs). tests/browser/test_map.py fails when a new Plotly moves its map or the
 * names of its layers.
 */

function mapOf(graph) {
  return graph?._fullLayout?.map?._subplot?.map ?? null;
}

const OWN = /^plotly-trace-layer-/;

/** Hide what Plotly draws; whether there was anything yet. */
function hideOwn(map) {
  const own = map.getStyle().layers.filter((layer) => OWN.test(layer.id));
  for (const { id } of own) map.setLayoutProperty(id, "visibility", "none");
  return own.length > 0;
}

/** Resolves once Plotly has drawn its map and the style can take layers. */
export function ready() {
  return new Promise((resolve) => {
    (function look() {
      const graph = document.querySelector("#map .js-plotly-plot");
      const map = mapOf(graph);
      if (map?.getStyle() && hideOwn(map)) resolve({ graph, map });
      else setTimeout(look, 15);
    })();
  });
}

function knows(graph, address) {
  return graph.data[0].geojson === address;
}

/** Let Plotly find the areas of another geometry, as many as there are in it. */
export async function findAreas(graph, address, count) {
  if (knows(graph, address)) return;
  const locations = [[...Array(count).keys()]];
  const z = [Array(count).fill(0)];
  const done = window.Plotly.restyle(graph, { geojson: address, locations, z }, [0]);
  hideOwn(mapOf(graph));
  await done;
  hideOwn(mapOf(graph));
}

/** Tell what the pointer does on areas: the number of the area, and the event of the browser;
 * nothing as long as Plotly knows other areas than those in sight, which have this address.
 */
export function onAreas(graph, inSight, { over, off, click }) {
  const tell = (hand) => (hit) => {
    if (knows(graph, inSight())) hand(Number(hit.points[0].location), hit.event);
  };
  graph.on("plotly_hover", tell(over));
  graph.on("plotly_unhover", off);
  graph.on("plotly_click", tell(click));
}
