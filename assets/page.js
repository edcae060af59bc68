/* The page around the map: language, menus that close, the threshold, keys. */
(function () {
  "use strict";

  // As the server reads the address: the last one counts, and only plain digits that are allowed.
  const KINDS = {
    km: { unit: "km", name: "afstand", usual: 10, least: 1, most: 25, step: 1 },
    min: { unit: "min", name: "minuten", usual: 30, least: 5, most: 90, step: 5 },
  };
  const USUAL_SPEED = 16;
  const E_BIKE_SPEED = 20;

  function wholeNumber(parameters, name, usual, allowed) {
    const asked = parameters.getAll(name).at(-1) ?? "";
    return /^[1-9]\d?$/.test(asked) && allowed(Number(asked)) ? Number(asked) : usual;
  }

  function measureOf(search) {
    const parameters = new URLSearchParams(search ?? "");
    const asked = parameters.getAll("maat").at(-1);
    const measure = { fiets: "cycle", minuten: "minutes" }[asked] ?? "crow";
    const kind = KINDS[measure === "minutes" ? "min" : "km"];
    const fits = (value) =>
      value >= kind.least && value <= kind.most && value % kind.step === 0;
    const threshold = wholeNumber(parameters, kind.name, kind.usual, fits);
    const speed = wholeNumber(parameters, "snelheid", USUAL_SPEED, (kmh) => kmh >= 8 && kmh <= 25);
    return { measure, kind, threshold, speed };
  }

  function withThreshold(search, value) {
    const parameters = new URLSearchParams(search ?? "");
    const { kind } = measureOf(search);
    if (value === kind.usual) parameters.delete(kind.name);
    else parameters.set(kind.name, value);
    const query = parameters.toString();
    return query ? `?${query}` : "";
  }

  let phrases = {};

  function thresholdWords(search, value) {
    const { measure, speed } = measureOf(search);
    const bySpeed = { [USUAL_SPEED]: "minutes", [E_BIKE_SPEED]: "e-bike" };
    const phrase = phrases[measure === "minutes" ? bySpeed[speed] ?? "speed" : measure] ?? "";
    return phrase.replace("{value}", value).replace("{speed}", speed);
  }

  // The map and the page as a whole each follow the address. Where it leads to another page, only
  // the page is told: else the map, in sight until that page is there, would ask for and show the
  // answers of an address that is not its own. This listener comes before those of Dash.
  function leaveMap(event) {
    const { pathname, search, hash, href } = window.location;
    if (pathname === "/") return;
    event.stopImmediatePropagation();
    window.dash_clientside.set_props("url", { pathname, search, hash, href });
  }
  window.addEventListener("popstate", leaveMap);
  window.addEventListener("_dashprivate_pushstate", leaveMap);

  window.techniek = Object.assign(window.techniek ?? {}, {
    /** Language and title of the document, and whether it is as large as a wall. */
    page(shown) {
      window.techniek.screen(window.location.search);
      const titles = { nl: "Techniek Dichtbij", en: "Techniek Dichtbij (English)" };
      if (shown) {
        document.documentElement.lang = shown.language;
        document.title = titles[shown.language];
      }
      return window.dash_clientside.no_update;
    },

    /** The slider and the address follow each other. */
    threshold(search, value, known) {
      phrases = known ?? phrases;
      const { no_update: same, callback_context: context } = window.dash_clientside;
      const moved = context.triggered.some((one) => one.prop_id === "threshold.value");
      const asked = context.triggered.some((one) => one.prop_id === "address.search");
      const { threshold, kind } = measureOf(search);
      const allowed = Number.isInteger(value) && value % kind.step === 0;
      if (moved && !asked && allowed && value !== threshold) {
        const next = withThreshold(window.location.search, value);
        return [next, same, thresholdWords(search, value)];
      }
      return [same, threshold === value ? same : threshold, thresholdWords(search, threshold)];
    },

    /** A handle is being dragged: the map and the sentence follow, the address waits. */
    drag(value) {
      const words = document.getElementById("pick-threshold");
      const same = window.dash_clientside.no_update;
      if (!Number.isInteger(value) || !words) return same;
      const { search } = window.location;
      words.textContent = thresholdWords(search, value);
      // Another measure moves the slider too, while the map still has the distances of the last.
      if (window.techniek.state.areas?.unit !== measureOf(search).kind.unit) return same;
      window.techniek.preview(value);
      window.techniek.curveAt?.(value);
      return same;
    },

    /** The handle of the curve was let go: the slider takes it to the address. */
    release(value) {
      window.dash_clientside.set_props("threshold", { value });
    },
  });

  // A menu closes after a choice, on Escape, and when the reader turns elsewhere.
  function openMenus() {
    return [...document.querySelectorAll("details.pick[open]")];
  }

  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) {
      if (!menu.contains(event.target) || event.target.closest("a:not([data-progress])")) menu.open = false;
    }
    if (event.target.closest(".search-results a")) clearSearch();
  });

  document.addEventListener("focusin", (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
  });

  // The slider has a name on the screen, and no way to be told so before it is there.
  document.addEventListener(
    "toggle",
    (event) => {
      const thumb = event.target.querySelector?.("[role=slider]");
      thumb?.setAttribute("aria-labelledby", "threshold-label");
    },
    true
  );

  function clearSearch() {
    window.dash_clientside.set_props("search", { value: "" });
  }

  function goUp() {
    const site = document.querySelector("#answer .back");
    if (site) return site.click();
    const steps = document.querySelectorAll("#breadcrumb a");
    if (steps.length) steps[steps.length - 1].click();
  }

  /** Escape closes what is open, a site too, else goes one step up: to the town, the country. */
  function escape() {
    const menus = openMenus();
    if (menus.length) {
      menus.forEach((menu) => {
        menu.open = false;
        menu.querySelector("summary").focus();
      });
    } else if (document.activeElement?.id === "search" && document.activeElement.value) {
      clearSearch();
    } else if (!window.techniek.leaveScreen?.()) {
      goUp();
    }
  }

  function moveThroughResults(event) {
    const links = [...document.querySelectorAll(".search-results a")];
    if (!links.length || !event.target.closest(".search")) return;
    const at = links.indexOf(document.activeElement);
    if (event.key === "Enter" && event.target.id === "search") links[0].click();
    else if (event.key === "ArrowDown") links[Math.min(at + 1, links.length - 1)].focus();
    else if (event.key === "ArrowUp" && at > 0) links[at - 1].focus();
    else if (event.key === "ArrowUp") document.getElementById("search").focus();
    else return;
    event.preventDefault();
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") escape();
    else if (["Enter", "ArrowDown", "ArrowUp"].includes(event.key)) moveThroughResults(event);
  });
})();
