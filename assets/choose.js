/* Choosing regions in the labour views: on the map, in the scatter, in lists and in the table.
 *
 * What is chosen stands in the address only. A click chooses one region, or drops it when it was the
 * one; with Shift or Ctrl, and with a finger in the scatter, a click adds or drops one of several.
 */
(function () {
  "use strict";

  const NAME = "keuze";
  const MOST = 400;

  function chosen() {
    const text = new URLSearchParams(window.location.search).getAll(NAME).at(-1) ?? "";
    return text ? text.split(",") : [];
  }

  function put(codes) {
    const parameters = new URLSearchParams(window.location.search);
    parameters.delete(NAME);
    if (codes.length) parameters.set(NAME, codes.slice(0, MOST).join());
    parameters.delete("vestiging");
    const query = parameters.toString().replaceAll("%2C", ",");
    window.dash_clientside.set_props("address", { search: query ? `?${query}` : "" });
  }

  function several(event) {
    return Boolean(event && (event.shiftKey || event.ctrlKey || event.metaKey));
  }

  window.techniek = Object.assign(window.techniek ?? {}, {
    /** A region was clicked. */
    choose(code, adding) {
      const before = chosen();
      const held = before.includes(code);
      if (adding) put(held ? before.filter((one) => one !== code) : [...before, code]);
      else put(held && before.length === 1 ? [] : [code]);
    },
    /** A box was drawn around regions. */
    chooseAll(codes, adding) {
      put([...new Set([...(adding ? chosen() : []), ...codes])]);
    },
    severalAsked: several,
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-choose]");
    if (!button) return;
    const pressed = button.getAttribute("aria-pressed") === "true";
    const adding = several(event) || pressed || Boolean(button.closest(".table-pane"));
    window.techniek.choose(button.dataset.choose, adding);
  });
})();
