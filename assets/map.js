/* The map in the browser: paints the messages of the server onto Plotly's map.
 *
 * Plotly draws the areas and tells which one is hovered or clicked. Handing it new values means
 * handing MapLibre the whole geometry again, half a second for the postcode areas. So this file, and
 * no other, reaches through Plotly to its MapLibre map: the class of an area is a feature-state, and
 * a repaint touches only the areas that change. tests/browser/test_map.py fails when a new Plotly
 * moves its map or the names of its layers.
 */
(function () {
  "use strict";

  const state = {
    graph: null, // Plotly's <div>
    map: null, // MapLibre's map
    source: null, // id of the source of the areas, the same for every level
    areas: null, // the last message of areas
    ground: null,
    sites: null, // the last message of sites
    level: null, // level that the trace shows
    painted: [], // class per area as painted
    outside: [], // per area, whether it is shown faint because it lies outside the region
    names: {}, // level -> names by feature
    geometries: {}, // address -> promise of GeoJSON
    outlined: {}, // source of an outline -> what it outlines
    focusCode: null, // region the camera was last moved to
    moved: false, // did the user move the camera since?
    threshold: null, // threshold as painted, dragged or not
    queue: Promise.resolve(), // messages are painted one after the other
  };

  // As far as the drawn ground reaches.
  const WORLD = [
    [-2.5, 48.5],
    [14.5, 56.5],
  ];
  const NO_DATA = -1;
  const ONLY_DP = -2;

  function fetchOnce(address) {
    state.geometries[address] ??= fetch(address)
      .then((answer) => answer.json())
      .catch((error) => {
        delete state.geometries[address]; // the next view asks again
        throw error;
      });
    return state.geometries[address];
  }

  function plotlyMap(graph) {
    return graph?._fullLayout?.map?._subplot?.map ?? null;
  }

  /** Resolves to the graph once Plotly has drawn its map and the style can take layers. */
  function ready() {
    return new Promise((resolve) => {
      (function look() {
        const graph = document.querySelector("#map .js-plotly-plot");
        const map = plotlyMap(graph);
        const source = map?.getStyle() && areaSource(map);
        if (source) return resolve({ graph, map, source });
        setTimeout(look, 15);
      })();
    });
  }

  /** The source of Plotly's own layer of the areas. That layer stays unseen: ours lie over it. */
  function areaSource(map) {
    const own = /^plotly-trace-layer-.*-fill$/;
    return map.getStyle().layers.find((layer) => own.test(layer.id))?.source;
  }

  // ---- classes ---------------------------------------------------------------------------------

  /** Lists of whole numbers travel as differences with the number before. */
  function summed(differences) {
    let sum = 0;
    return differences?.map((difference) => (sum += difference)) ?? null;
  }

  function unpacked(areas) {
    const focus = { ...areas.focus, inside: summed(areas.focus.inside) };
    return { ...areas, focus, steps: summed(areas.steps), dp: summed(areas.dp) };
  }

  /** The class of every area. With `steps` the browser itself follows the threshold. */
  function classesOf(areas, threshold) {
    if (!areas.steps) return areas.classes;
    const { per, dpUnit } = areas;
    const limits = areas.factors.map((factor) => Math.round(factor * threshold * 20) / 20);
    return areas.steps.map((step, index) => {
      if (step < 0) return NO_DATA;
      // Whole steps, rounded up: a class ends at a limit in the unit, which is `per` steps.
      const found = limits.findIndex((limit) => step <= limit * per);
      const within = step <= threshold * per;
      if (!within && areas.dp && areas.dp[index] >= 0 && areas.dp[index] * dpUnit <= threshold) {
        return ONLY_DP;
      }
      return found < 0 ? limits.length : found;
    });
  }

  function colourExpression(areas) {
    const known = areas.colours.flatMap((colour, index) => [index, colour]);
    const found = ["coalesce", ["feature-state", "class"], NO_DATA];
    return ["match", found, ...known, ONLY_DP, areas.onlyDp, areas.noData];
  }

  /** One value inside the chosen region, another outside it. */
  function byPlace(inside, outside) {
    return ["case", ["boolean", ["feature-state", "outside"], false], outside, inside];
  }

  /** Paint classes; only areas that change are touched. */
  function repaint(threshold) {
    const { map, source } = state;
    const classes = classesOf(state.areas, threshold);
    state.threshold = threshold;
    classes.forEach((value, id) => {
      if (state.painted[id] !== value) map.setFeatureState({ source, id }, { class: value });
    });
    state.painted = classes;
    document.getElementById("map").dataset.threshold = String(threshold);
  }

  function paintInside(areas) {
    const { map, source } = state;
    const inside = areas.focus.inside && new Set(areas.focus.inside);
    const outside = state.painted.map((_, id) => Boolean(inside) && !inside.has(id));
    outside.forEach((value, id) => {
      if (Boolean(state.outside[id]) === value) return;
      map.setFeatureState({ source, id }, { outside: value });
    });
    state.outside = outside;
  }

  // ---- layers of our own -----------------------------------------------------------------------

  const EMPTY = { type: "FeatureCollection", features: [] };

  function addLayers() {
    const { map, ground, areas } = state;
    const first = map.getStyle().layers[1]?.id;
    const colours = ground.colours;
    map.setPaintProperty(map.getStyle().layers[0].id, "background-color", colours.sea);
    map.setMaxBounds(WORLD);
    map.addSource("td-abroad", { type: "geojson", data: ground.abroad });
    map.addLayer(
      { id: "td-abroad", type: "fill", source: "td-abroad", paint: { "fill-color": colours.land } },
      first
    );
    map.addSource("td-base", { type: "geojson", data: ground.base });
    const shade = ["match", ["get", "k"], "land", colours.land, "water", colours.water, colours.sea];
    map.addLayer(
      { id: "td-base", type: "fill", source: "td-base", paint: { "fill-color": shade } },
      first
    );
    addTiles(first);
    map.addImage("td-stripes", stripes(areas.stripe), { pixelRatio: 2 });
    map.addSource("td-borders", { type: "geojson", data: ground.borders });
    map.addLayer({
      id: "td-borders",
      type: "line",
      source: "td-borders",
      paint: { "line-color": colours.line, "line-width": 1.6 },
    });
    map.addSource("td-focus", { type: "geojson", data: EMPTY });
    map.addLayer({
      id: "td-focus",
      type: "line",
      source: "td-focus",
      paint: { "line-color": ground.ink, "line-width": 2.5 },
    });
    map.addSource("td-hover", { type: "geojson", data: EMPTY });
    map.addLayer({
      id: "td-hover",
      type: "line",
      source: "td-hover",
      paint: { "line-color": ground.ink, "line-width": 1.5 },
    });
    map.addSource("td-sites", { type: "geojson", data: EMPTY });
    const small = map.getContainer().clientWidth < 600;
    const circleSize = ["interpolate", ["linear"], ["get", "size"], 9, 3.2, 16, 5.6, 40, 15];
    map.addLayer({
      id: "td-sites",
      type: "circle",
      source: "td-sites",
      layout: { "circle-sort-key": ["get", "size"] },
      paint: {
        "circle-radius": ["*", small ? 0.6 : 1, circleSize],
        "circle-color": "#ffffff",
        "circle-stroke-color": ground.ink,
        "circle-stroke-width": small ? 1.4 : 2,
      },
    });
    state.overlay = window.techniek.overlay(map, document.getElementById("place-labels"));
    state.overlay.places(ground.places);
    window.techniek.travelLayers(map);
    window.techniek.facilityLayers(map);
  }

  /** Tiles cover the drawn ground once one of them has come; without a network nothing is asked. */
  async function addTiles(before) {
    const { map, ground } = state;
    if (!ground.tiles) return;
    const probe = ground.tiles.replace("{z}/{x}/{y}", "6/33/21");
    const found = await fetch(probe).then((answer) => answer.ok, () => false);
    if (!found || map.getSource("td-tiles")) return;
    map.on("error", () => {}); // a tile that fails leaves the drawn ground
    map.addSource("td-tiles", {
      type: "raster",
      tiles: [ground.tiles],
      tileSize: 256,
      attribution: ground.tilesBy,
    });
    map.addLayer({ id: "td-tiles", type: "raster", source: "td-tiles" }, before);
  }

  /** Areas, their borders, and stripes where only Dienstverlening en Producten is within reach.
   *
   * Layers of our own, because Plotly puts a constant colour on its layer whenever it draws again,
   * and MapLibre cannot go from a colour by state to a constant while tiles are still coming.
   */
  function addAreas() {
    const { map, source, areas, ground } = state;
    const onlyDp = ["==", ["coalesce", ["feature-state", "class"], NO_DATA], ONLY_DP];
    const layers = [
      {
        id: "td-areas",
        type: "fill",
        paint: { "fill-color": colourExpression(areas), "fill-opacity": byPlace(0.92, 0.35) },
      },
      {
        id: "td-stripes",
        type: "fill",
        paint: {
          "fill-pattern": "td-stripes",
          "fill-opacity": ["case", onlyDp, byPlace(0.85, 0.3), 0],
        },
      },
      {
        id: "td-lines",
        type: "line",
        paint: { "line-color": ground.colours.line, "line-width": 0.5 },
      },
    ];
    for (const layer of layers) map.addLayer({ ...layer, source }, "td-borders");
  }

  /** Slanted stripes on a clear ground, one pixel at a time: a canvas would cost a quarter second. */
  function stripes(colour) {
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

  // ---- camera ----------------------------------------------------------------------------------

  function calm() {
    return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  /** Room for the corners of the map card, so that no region hides behind them. */
  function padding() {
    const { width, height } = state.map.getContainer().getBoundingClientRect();
    const beside = "html.screen #screen, html:not(.screen) .legend";
    const legend = document.querySelector(beside)?.offsetWidth ?? 0;
    const wide = width > 700 && height > 300;
    const edge = Math.min(36, height / 12);
    return { top: edge, bottom: edge, left: wide ? legend + 40 : 12, right: wide ? 70 : 12 };
  }

  /** On a large screen a code for phones stands in the corner: what is left beside it, or above. */
  function paddings() {
    const screen = document.querySelector("html.screen #screen");
    if (!screen?.offsetHeight) return [padding()];
    // As screen.css keeps it free, also before there is a code.
    const right = 0.4 * screen.offsetWidth;
    return [{ ...padding(), right }, { ...padding(), bottom: screen.offsetHeight }];
  }

  function look(focus, animate) {
    if (!focus.box) return;
    const [west, south, east, north] = focus.box;
    const bounds = [
      [west, south],
      [east, north],
    ];
    const zoom = (padding) => state.map.cameraForBounds(bounds, { padding })?.zoom ?? 0;
    const [largest] = paddings().sort((one, other) => zoom(other) - zoom(one));
    state.map.fitBounds(bounds, {
      padding: largest,
      animate: animate && !calm(),
      duration: 700,
      maxZoom: 13,
    });
    state.moved = false;
  }

  function cameraInAddress() {
    const text = new URLSearchParams(window.location.search).get("zicht");
    const numbers = (text ?? "").split(",").map(Number);
    const [lon, lat, zoom] = numbers;
    const sound = numbers.length === 3 && numbers.every(Number.isFinite);
    if (!sound || Math.abs(lon) > 180 || Math.abs(lat) > 85 || zoom < 4 || zoom > 18) return null;
    return { center: [lon, lat], zoom };
  }

  /** Keep the camera that a user chose in the address, without asking the server anything. */
  function rememberCamera() {
    if (!state.moved) return;
    const parameters = new URLSearchParams(window.location.search);
    const { lng, lat } = state.map.getCenter();
    parameters.set("zicht", [lng.toFixed(4), lat.toFixed(4), state.map.getZoom().toFixed(2)].join());
    const query = parameters.toString().replaceAll("%2C", ",");
    window.history.replaceState(window.history.state, "", `?${query}`);
  }

  // ---- hover -----------------------------------------------------------------------------------

  function shown(value, decimals) {
    if (value === null || value === undefined || value < 0) return "–";
    const options = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    return new Intl.NumberFormat(state.areas.language, options).format(value);
  }

  /** Steps as people read them: rounded to the tenth of a kilometre, or to the minute. */
  function inUnit(step) {
    if (step < 0) return null;
    const { per, decimals } = state.areas;
    const shown = 10 ** decimals;
    // Steps were rounded up, so a figure that lies exactly on a half is rounded down.
    return Math.floor((step * shown) / per + 0.5 - 0.25 * (shown / per)) / shown;
  }

  /** What the tooltip says of an area: the same figure as in the table. */
  function describe(id) {
    const { areas } = state;
    const found = state.painted[id];
    const words = areas.words;
    if (areas.columns) return describeFigures(id);
    if (found === NO_DATA) return words["-1"];
    if (areas.steps) {
      const text = areas.hover.replace("{value}", shown(inUnit(areas.steps[id]), areas.decimals));
      const within = areas.steps[id] <= state.threshold * areas.per;
      return `${text} · ${within ? words.within : found === ONLY_DP ? words["-2"] : words.tooFar}`;
    }
    if (!areas.values) return words[String(found)];
    const text = areas.hover.replace("{value}", shown(areas.values[id], areas.decimals));
    return found === ONLY_DP ? `${text} · ${words["-2"]}` : text;
  }

  /** A labour view: what two figures say together, and each of them, or why one is missing. */
  function describeFigures(id) {
    const { columns, words, why } = state.areas;
    const together = words[String(state.painted[id])];
    const said = columns.length > 1 && together ? [together] : [];
    const figures = columns.map((column) => `${column.label}: ${figure(column, id)}`);
    return [...said, ...figures, why[id]].filter(Boolean);
  }

  /** One figure with its unit, as a range where masked numbers leave it open. */
  function figure({ low, high, decimals, unit }, id, language = state.areas.language) {
    const ends = [low[id], high?.[id] ?? low[id]];
    if (ends[0] === null) return "–";
    const options = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    const inWords = (value) =>
      new Intl.NumberFormat(language, options).format(value).replace("-", "−");
    const text = ends[0] === ends[1] ? inWords(ends[0]) : ends.map(inWords).join("–");
    return unit === "%" ? `${text}%` : `${text} ${unit}`;
  }

  function tooltip(lines, event) {
    const box = document.getElementById("map-tooltip");
    if (!box) return;
    box.replaceChildren();
    box.classList.toggle("shown", Boolean(lines));
    if (!lines) return;
    lines.forEach((line, index) => {
      const part = document.createElement(index ? "span" : "strong");
      part.textContent = line;
      box.append(part);
    });
    const card = document.querySelector(".map-figure").getBoundingClientRect();
    const left = Math.min(event.clientX - card.left + 14, card.width - box.offsetWidth - 8);
    const under = event.clientY - card.top + 18;
    const above = event.clientY - card.top - box.offsetHeight - 10;
    box.style.left = `${Math.max(8, left)}px`;
    box.style.top = `${under + box.offsetHeight > card.height ? above : under}px`;
  }

  /** Outline one area; nothing is drawn again when it is outlined already. */
  async function outlineOf(source, target) {
    const wanted = source ? `${source.geometry}#${source.feature}` : "";
    if ((state.outlined[target] ?? "") === wanted) return;
    state.outlined[target] = wanted;
    const geometry = source && (await fetchOnce(source.geometry));
    if (state.outlined[target] !== wanted) return; // meanwhile another one was asked
    const feature = geometry?.features.find((one) => one.id === source.feature);
    state.map.getSource(target)?.setData(feature ?? EMPTY);
  }

  /** Outline what is chosen on the map itself. */
  async function outlineChosen(areas) {
    const wanted = `${areas.geometry}#${areas.focus.chosen.join()}`;
    if (state.outlined["td-focus"] === wanted) return;
    state.outlined["td-focus"] = wanted;
    const geometry = await fetchOnce(areas.geometry);
    if (state.outlined["td-focus"] !== wanted) return;
    const chosen = new Set(areas.focus.chosen);
    const features = geometry.features.filter((one) => chosen.has(one.id));
    state.map.getSource("td-focus")?.setData({ type: "FeatureCollection", features });
  }

  function listen() {
    const { graph, map } = state;
    let overSite = false;
    graph.on("plotly_hover", (hit) => {
      if (overSite) return;
      const point = hit.points[0];
      const id = Number(point.location);
      const name = state.names[state.level]?.[id] ?? "";
      tooltip([name, describe(id)].flat(), hit.event);
      window.techniek.scatterAt?.(id);
      outlineOf({ geometry: state.areas.geometry, feature: id }, "td-hover");
    });
    graph.on("plotly_click", (hit) => {
      const code = state.areas.codes?.[Number(hit.points[0].location)];
      if (code) window.techniek.choose(code, window.techniek.severalAsked(hit.event));
    });
    graph.on("plotly_unhover", () => {
      if (!overSite) tooltip(null);
      window.techniek.scatterAt?.(null);
      outlineOf(null, "td-hover");
    });
    state.overSite = (text, event, code) => {
      overSite = true;
      window.techniek.foresee(code);
      const [name, place, profiles, candidates] = text;
      tooltip([name, [place, profiles.join(", "), candidates].filter(Boolean).join(" · ")], event);
    };
    state.overPlace = (lines, event) => {
      overSite = true;
      tooltip(lines, event);
    };
    state.offSite = () => {
      overSite = false;
      tooltip(null);
    };
    map.on("mousemove", "td-sites", (event) => {
      const { text, code } = event.features[0].properties;
      const words = typeof text === "string" ? JSON.parse(text) : text;
      state.overSite(words, event.originalEvent, code);
    });
    map.on("mouseleave", "td-sites", state.offSite);
    // Before MapLibre and Plotly hear of it: a click on a site is no click on the area under it.
    map.getCanvasContainer().addEventListener(
      "click",
      (event) => {
        const code = siteAt(event);
        if (!code) return;
        event.stopPropagation();
        pick(code);
      },
      true
    );
    const moved = (event) => {
      if (event.originalEvent) state.moved = true;
    };
    map.on("dragend", moved);
    map.on("zoomend", moved);
    map.on("moveend", rememberCamera);
    // The sentence above the map may take one line or three.
    map.on("resize", () => {
      if (!state.moved && state.focusCode !== null) look(state.areas.focus, false);
    });
    document.getElementById("zoom-in").addEventListener("click", () => zoom(1));
    document.getElementById("zoom-out").addEventListener("click", () => zoom(-1));
  }

  /** The code of the site under the pointer. */
  function siteAt(event) {
    const { left, top } = state.map.getCanvas().getBoundingClientRect();
    const [x, y] = [event.clientX - left, event.clientY - top];
    const near = [
      [x - 3, y - 3],
      [x + 3, y + 3],
    ];
    if (!state.map.getLayer("td-sites")) return null;
    return state.map.queryRenderedFeatures(near, { layers: ["td-sites"] })[0]?.properties.code;
  }

  /** Show what a site reaches. */
  function pick(code) {
    tooltip(null);
    // The page follows once the rings are there: drawing it keeps the browser busy for a while.
    const follow = () =>
      window.dash_clientside.set_props("picked-site", { data: { code, at: Date.now() } });
    window.techniek.hurry(code).then((last) => last && requestAnimationFrame(follow));
  }

  function zoom(step) {
    state.moved = true;
    state.map.zoomTo(state.map.getZoom() + step, { animate: !calm(), duration: 200 });
  }

  // ---- messages --------------------------------------------------------------------------------

  /** A new page has a new Plotly map: begin again. */
  async function attach() {
    const found = await ready();
    if (state.graph === found.graph && state.map === found.map) return;
    Object.assign(state, found, {
      level: null,
      painted: [],
      outlined: {},
      focusCode: null,
      moved: false,
    });
    if (window.devicePixelRatio > 1) found.map.setPixelRatio(window.devicePixelRatio);
    addLayers();
    listen();
    if (state.sites) showSites();
  }

  async function showLevel(areas) {
    if (state.level === areas.level) return;
    const geometry = await fetchOnce(areas.geometry);
    state.names[areas.level] ??= Object.fromEntries(
      geometry.features.map((feature) => [feature.id, feature.properties.n])
    );
    const count = geometry.features.length;
    const trace = state.graph.data[0];
    if (trace.geojson !== areas.geometry) {
      await window.Plotly.restyle(
        state.graph,
        {
          geojson: areas.geometry,
          locations: [[...Array(count).keys()]],
          z: [Array(count).fill(0)],
        },
        [0]
      );
    }
    state.level = areas.level;
    state.painted = [];
    state.outside = [];
    state.map.removeFeatureState({ source: state.source });
    if (!state.map.getLayer("td-areas")) addAreas();
    state.map.setPaintProperty("td-lines", "line-width", areas.level === "home" ? 0.5 : 1);
  }

  let latest = null; // the message that came last

  async function draw(message, ground) {
    if (message !== latest) return; // meanwhile another view was asked
    const areas = unpacked(message);
    state.areas = areas;
    state.ground = ground;
    await attach();
    await showLevel(areas);
    state.map.setPaintProperty("td-areas", "fill-color", colourExpression(areas));
    repaint(areas.threshold);
    paintInside(areas);
    if (areas.focus.chosen?.length) outlineChosen(areas);
    else outlineOf(areas.focus.outline, "td-focus");
    // Shift and a click add a region there; nowhere else it begins a box to zoom to.
    state.map.boxZoom[areas.codes ? "disable" : "enable"]();
    window.techniek.scatter?.();
    if (state.focusCode !== areas.focus.code) {
      const kept = state.focusCode === null && cameraInAddress();
      if (kept) {
        state.map.jumpTo(kept);
        state.moved = true;
      } else {
        look(areas.focus, state.focusCode !== null);
      }
      state.focusCode = areas.focus.code;
    }
    rememberCamera();
    document.getElementById("map").dataset.chosen = areas.chosen?.join() ?? "";
    document.getElementById("map").dataset.painted = `${areas.level}:${areas.focus.code}`;
  }

  /** Rings in the whole country; inside a region a mark per profile, drawn over the map. */
  function showSites() {
    const { sites, map } = state;
    const source = map?.getSource("td-sites");
    if (!source) return;
    const ring = (_, index) => ({
      type: "Feature",
      geometry: { type: "Point", coordinates: [sites.lon[index], sites.lat[index]] },
      properties: {
        size: sites.size[index],
        text: sites.text[index],
        code: sites.code[index],
      },
    });
    source.setData({ type: "FeatureCollection", features: sites.marked ? [] : sites.mark.map(ring) });
    const { overSite, offSite } = state;
    state.overlay.sites(sites.marked ? sites : null, { overSite, offSite, pick });
  }

  window.techniek = Object.assign(window.techniek ?? {}, {
    paint(areas, ground) {
      if (areas) {
        latest = areas;
        fetchOnce(areas.geometry); // on its way while Plotly still starts
        state.queue = state.queue
          .then(() => draw(areas, ground))
          .catch((error) => console.error(error));
      }
      return window.dash_clientside.no_update;
    },
    sites(sites) {
      if (sites) {
        state.sites = sites;
        showSites();
      }
      return window.dash_clientside.no_update;
    },
    /** Follow a dragged threshold without asking the server. */
    preview(threshold) {
      if (state.areas?.steps && state.map && state.level === "home") repaint(threshold);
    },
    figure,
    /** A dot of the scatter is pointed at: so is its area. */
    pointAt(id) {
      if (!state.map || !state.areas?.codes) return;
      const area = { geometry: state.areas.geometry, feature: id };
      outlineOf(id === null ? null : area, "td-hover");
    },
    state,
  });
})();
