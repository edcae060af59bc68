/* What is reached from one place: rings of riding time round a site, lines from a home to its
 * nearest sites. Drawn over the areas, under the sites.
 */
(function () {
  "use strict";

  const EMPTY = { type: "FeatureCollection", features: [] };
  const INK = "#14213d";

  let map = null;
  let last = null;

  function ring({ minutes, shape }) {
    return {
      type: "Feature",
      properties: { minutes },
      geometry: { type: "MultiPolygon", coordinates: shape },
    };
  }

  function line({ from, to }) {
    return {
      type: "Feature",
      properties: {},
      geometry: { type: "LineString", coordinates: [from, to] },
    };
  }

  /** The most northern point of a ring: its label stands there, clear of those of smaller rings. */
  function top(shape) {
    const corners = shape.flatMap((part) => part[0]);
    return corners.reduce((best, corner) => (corner[1] > best[1] ? corner : best), corners[0]);
  }

  function notes(message) {
    const rings = message.rings
      .filter((one) => one.shape.length)
      .map((one) => ({ text: one.label, at: top(one.shape), kind: "note-label ring-label" }));
    const lines = message.lines.map((one) => ({
      text: one.label,
      at: [one.from[0] * 0.35 + one.to[0] * 0.65, one.from[1] * 0.35 + one.to[1] * 0.65],
      kind: "note-label line-label",
    }));
    return [...rings, ...lines];
  }

  function show() {
    if (!map?.getSource("td-rings") || !last) return;
    const collect = (features) => ({ type: "FeatureCollection", features });
    map.getSource("td-rings").setData(collect(last.rings.map(ring)));
    map.getSource("td-ways").setData(collect(last.lines.map(line)));
    window.techniek.state.overlay.notes(notes(last));
    document.getElementById("map").dataset.travel = last.key ?? "";
  }

  const foreseen = new Map(); // address -> promise of a message
  let clicks = 0; // on sites: only the last one counts

  /** What the address asks; where the camera stands is no question. */
  function question() {
    const parameters = new URLSearchParams(window.location.search);
    parameters.delete("zicht");
    return String(parameters);
  }

  function foresee(code) {
    const parameters = new URLSearchParams(window.location.search);
    parameters.set("vestiging", code);
    const address = `/ringen.json?${parameters}`;
    if (!foreseen.has(address)) {
      const message = fetch(address).then((answer) => (answer.ok ? answer.json() : null));
      foreseen.set(address, message.catch(() => null));
    }
    return foreseen.get(address);
  }

  window.techniek = Object.assign(window.techniek ?? {}, {
    /** A new map takes the layers; what was asked before is drawn at once. */
    travelLayers(made) {
      map = made;
      map.addSource("td-rings", { type: "geojson", data: EMPTY });
      map.addSource("td-ways", { type: "geojson", data: EMPTY });
      const layers = [
        {
          id: "td-rings",
          type: "fill",
          source: "td-rings",
          paint: { "fill-color": "#ffffff", "fill-opacity": 0.14 },
        },
        {
          id: "td-ring-edges",
          type: "line",
          source: "td-rings",
          paint: { "line-color": INK, "line-width": 2, "line-opacity": 0.9 },
        },
        {
          id: "td-ways",
          type: "line",
          source: "td-ways",
          paint: { "line-color": INK, "line-width": 2, "line-dasharray": [2, 1.5] },
        },
      ];
      for (const layer of layers) map.addLayer(layer, "td-sites");
      show();
    },

    travel(message) {
      if (message && message.key !== last?.key) {
        last = message;
        show();
      }
      return window.dash_clientside.no_update;
    },

    /** The pointer is on a site: its rings come already, in case it is clicked. */
    foresee,

    /** The rings of a site that was just clicked, without waiting for the page. Is the click still
     * what was asked last?
     */
    async hurry(code) {
      clicks += 1;
      const [click, asked] = [clicks, question()];
      const message = await foresee(code);
      if (click !== clicks || asked !== question()) return false;
      if (message) {
        window.techniek.travel(message);
        // The server says what has to go by what it knows to be drawn.
        window.dash_clientside.set_props("travel-message", { data: message });
      }
      return true;
    },
  });
})();
