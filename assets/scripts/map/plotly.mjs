/* Plotly's own map: the only script that reaches through Plotly to what lies under it.
 *
 * Plotly has the map, and areas of its own that nobody sees: ours lie there (level.mjs), and say
 * themselves where the pointer is. Plotly would hand MapLibre the whole geometry once more for that,
 * and again whenever the words above the map take another line. tests/browser/test_map.py fails
 * when a new Plotly moves its map or the names of its layers.
 */

function mapOf(graph) {
  return graph?._fullLayout?.map?._subplot?.map ?? null;
}

const OWN = /^plotly-trace-layer-/;

/** Hide what Plotly draws, for good; whether there was anything yet. */
function hideOwn(map) {
  const own = map.getStyle().layers.filter((layer) => OWN.test(layer.id));
  for (const { id, source } of own) {
    map.setLayoutProperty(id, "visibility", "none");
    // What it gives again is what it gave, and would make MapLibre draw everything again.
    const nowhere = map.getSource(source);
    nowhere.setData = () => nowhere;
  }
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
