/* Places beside the schools: squares with a small letter. Filled is what ships, open is the user's
 * own, which is kept in this page and forgotten with it.
 */
(function () {
  "use strict";

  const EMPTY = { type: "FeatureCollection", features: [] };
  const GREEN = [29, 107, 91];
  const SIZE = 40; // pixels of a mark, at twice the pixels of the screen
  const ACROSS = 5; // marks beside each other on one point
  const STEP = 22; // pixels from one to the next
  const SHOWN = 160; // characters of a text of the user in the tooltip

  let map = null;
  let message = null;
  let own = [];

  /** A square with a letter in it; drawn once per kind, and only when the layer is first used. */
  function square(letter, filled) {
    const sheet = document.createElement("canvas");
    sheet.width = sheet.height = SIZE;
    const pen = sheet.getContext("2d", { willReadFrequently: true });
    const green = `rgb(${GREEN.join()})`;
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, SIZE, SIZE);
    pen.fillStyle = green;
    pen.fillRect(2, 2, SIZE - 4, SIZE - 4);
    if (!filled) {
      pen.fillStyle = "#ffffff";
      pen.fillRect(7, 7, SIZE - 14, SIZE - 14);
    }
    pen.fillStyle = filled ? "#ffffff" : green;
    pen.font = "bold 26px sans-serif";
    pen.textAlign = "center";
    pen.textBaseline = "alphabetic";
    pen.fillText(letter, SIZE / 2, SIZE / 2 + 9);
    const { data } = pen.getImageData(0, 0, SIZE, SIZE);
    return { width: SIZE, height: SIZE, data };
  }

  function addMarks() {
    for (const [kind, letter] of Object.entries(message.letters)) {
      for (const mine of [false, true]) {
        const name = `td-${mine ? "own" : "shipped"}-${kind}`;
        if (!map.hasImage(name)) map.addImage(name, square(letter, !mine), { pixelRatio: 2 });
      }
    }
  }

  /** Places on one point, such as the middle of a postcode area, stand beside each other: the
   * number of their stand. */
  function spread(seen, lon, lat) {
    const place = `${lon},${lat}`;
    const before = seen.get(place) ?? 0;
    seen.set(place, before + 1);
    return before % (ACROSS * ACROSS);
  }

  function features() {
    const seen = new Map();
    const feature = (row, mine) => {
      const [name, place, kind, lon, lat, source, note] = row;
      return {
        type: "Feature",
        geometry: { type: "Point", coordinates: [lon, lat] },
        properties: {
          mark: `td-${mine ? "own" : "shipped"}-${kind}`,
          stand: spread(seen, lon, lat),
          name,
          about: [place, message.kinds[kind], note].filter(Boolean).join(" · ").slice(0, SHOWN),
          source: source ? message.source.replace("{source}", () => source).slice(0, SHOWN) : "",
        },
      };
    };
    const shipped = message.rows.map((row) => feature(row, false));
    return [...shipped, ...own.map((row) => feature(row, true))];
  }

  function listen() {
    // What stands in the tooltip is set as text: markup of a user stays letters.
    map.on("mousemove", "td-facilities", (event) => {
      const { name, about, source } = event.features[0].properties;
      window.techniek.state.overPlace(
        [name.slice(0, SHOWN), about, source].filter(Boolean),
        event.originalEvent
      );
    });
    map.on("mouseleave", "td-facilities", () => window.techniek.state.offSite());
  }

  /** Where the stands are from the point, in pixels: rows of a few, once around. */
  function offsets() {
    const stands = [...Array(ACROSS * ACROSS).keys()].flatMap((stand) => [
      stand,
      ["literal", [(stand % ACROSS) * STEP, Math.floor(stand / ACROSS) * STEP]],
    ]);
    return ["match", ["get", "stand"], ...stands, ["literal", [0, 0]]];
  }

  function addLayer() {
    map.addSource("td-facilities", { type: "geojson", data: EMPTY });
    map.addLayer({
      id: "td-facilities",
      type: "symbol",
      source: "td-facilities",
      layout: {
        "icon-image": ["get", "mark"],
        "icon-offset": offsets(),
        "icon-allow-overlap": true,
        "icon-ignore-placement": true,
      },
    });
    listen();
  }

  function show() {
    // A map that was left, or is not there yet: the next one asks again.
    if (!map?.getContainer().isConnected || !message) return;
    const wanted = message.rows.length + own.length;
    if (!map.getSource("td-facilities")) {
      if (!wanted) return tell(0);
      addLayer();
    }
    addMarks();
    map.getSource("td-facilities").setData({ type: "FeatureCollection", features: features() });
    tell(wanted);
  }

  function tell(count) {
    const box = document.getElementById("map");
    if (box) box.dataset.facilities = String(count);
  }

  function tooLarge(files) {
    const note = document.getElementById("own-too-large");
    if (note) note.hidden = ![...(files ?? [])].some((file) => file.size > 1_000_000);
  }

  // A file that is too large never leaves the browser: it is told here.
  document.addEventListener(
    "change",
    (event) => {
      if (event.target.closest?.("#own-file")) tooLarge(event.target.files);
    },
    true
  );
  document.addEventListener(
    "drop",
    (event) => {
      if (event.target.closest?.("#own-file")) tooLarge(event.dataTransfer?.files);
    },
    true
  );

  window.techniek = Object.assign(window.techniek ?? {}, {
    /** A new map takes the layer. */
    facilityLayers(made) {
      map = made;
      show();
    },

    /** What ships, when it is asked; and the words of the layer. */
    facilities(shipped) {
      message = shipped ?? message;
      show();
      return window.dash_clientside.no_update;
    },

    /** What the user brought. */
    ownFacilities(rows) {
      own = Array.isArray(rows) ? rows : [];
      show();
      return window.dash_clientside.no_update;
    },

    /** The user takes the file back. */
    forget(clicks) {
      const { no_update: same } = window.dash_clientside;
      return clicks ? [null, null, null] : [same, same, same];
    },
  });
})();
