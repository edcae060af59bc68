/* The page around the map: language, menus that close, the threshold, keys. */
(function () {
  "use strict";

  const DEFAULT_THRESHOLD = 10;

  function thresholdOf(search) {
    // As the server reads it: the last one counts, and only plain digits.
    const asked = new URLSearchParams(search ?? "").getAll("afstand").at(-1) ?? "";
    const known = /^([1-9]|1\d|2[0-5])$/.test(asked);
    return known ? Number(asked) : DEFAULT_THRESHOLD;
  }

  function withThreshold(search, value) {
    const parameters = new URLSearchParams(search ?? "");
    if (value === DEFAULT_THRESHOLD) parameters.delete("afstand");
    else parameters.set("afstand", value);
    const query = parameters.toString();
    return query ? `?${query}` : "";
  }

  function thresholdWords(value) {
    const now = document.getElementById("pick-threshold")?.textContent ?? "";
    return now.replace(/\d+/, value);
  }

  window.techniek = Object.assign(window.techniek ?? {}, {
    /** Language and title of the document. */
    page(shown) {
      const titles = { nl: "Techniek Dichtbij", en: "Techniek Dichtbij (English)" };
      if (shown) {
        document.documentElement.lang = shown.language;
        document.title = titles[shown.language];
      }
      return window.dash_clientside.no_update;
    },

    /** The slider and the address follow each other. */
    threshold(search, value) {
      const { no_update: same, callback_context: context } = window.dash_clientside;
      const moved = context.triggered.some((one) => one.prop_id === "threshold.value");
      const asked = context.triggered.some((one) => one.prop_id === "address.search");
      if (moved && !asked && Number.isInteger(value) && value !== thresholdOf(search)) {
        return [withThreshold(window.location.search, value), same, thresholdWords(value)];
      }
      const wanted = thresholdOf(search);
      return [same, wanted === value ? same : wanted, thresholdWords(wanted)];
    },

    /** The handle is being dragged: the map and the sentence follow, the address waits. */
    drag(value) {
      const words = document.getElementById("pick-threshold");
      if (Number.isInteger(value) && words) {
        words.textContent = thresholdWords(value);
        window.techniek.preview(value);
      }
      return window.dash_clientside.no_update;
    },
  });

  // A menu closes after a choice, on Escape, and when the reader turns elsewhere.
  function openMenus() {
    return [...document.querySelectorAll("details.pick[open]")];
  }

  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) {
      if (!menu.contains(event.target) || event.target.closest("a")) menu.open = false;
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
    const steps = document.querySelectorAll("#breadcrumb a");
    if (steps.length) steps[steps.length - 1].click();
  }

  /** Escape closes what is open, else goes one step up: home area, municipality, province, country. */
  function escape() {
    const menus = openMenus();
    if (menus.length) {
      menus.forEach((menu) => {
        menu.open = false;
        menu.querySelector("summary").focus();
      });
    } else if (document.activeElement?.id === "search" && document.activeElement.value) {
      clearSearch();
    } else {
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
