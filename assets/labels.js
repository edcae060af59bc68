/* What lies over the map as text: names of places, and the marks of sites inside a region.
 *
 * Elements instead of map layers: sharp at any zoom, no fonts to fetch, and no work for the
 * graphics card, which on a machine without one is the whole cost of a map.
 */
(function () {
  "use strict";

  const GAP = 6;

  function element(kind, text) {
    const made = document.createElement("span");
    made.className = kind;
    made.textContent = text;
    return made;
  }

  /** An overlay for one MapLibre map, drawing into one element. */
  window.techniek = Object.assign(window.techniek ?? {}, {
    overlay(map, into) {
      let places = [];
      let marks = [];
      let notes = [];
      let large = false; // were the names measured on a large screen?

      function boxOf(at, size) {
        const [width, height] = size;
        return [at.x - width / 2 - GAP, at.y - height / 2 - GAP, at.x + width / 2, at.y + height / 2];
      }

      function free(box, taken) {
        return taken.every(
          (other) => box[2] < other[0] || box[0] > other[2] || box[3] < other[1] || box[1] > other[3]
        );
      }

      function put(item, at) {
        item.made.style.transform = `translate(-50%, -50%) translate(${at.x}px, ${at.y}px)`;
      }

      /** Larger places first; a name that would touch another one waits for a closer look. */
      function place() {
        const { clientWidth: width, clientHeight: height } = map.getContainer();
        const taken = [];
        for (const mark of [...marks, ...notes]) put(mark, map.project(mark.at));
        let shown = 0;
        const most = width < 600 ? 14 : 26;
        for (const name of places) {
          if (!name.size) return;
          const at = map.project(name.at);
          const inside = at.x > 30 && at.y > 12 && at.x < width - 30 && at.y < height - 12;
          const box = boxOf(at, name.size);
          const show = inside && shown < most && free(box, taken);
          name.made.hidden = !show;
          if (!show) continue;
          taken.push(box);
          shown += 1;
          put(name, at);
        }
      }

      function isLarge() {
        return document.documentElement.classList.contains("screen");
      }

      /** In one go, and only when letters have another size: it lays out every name there is. */
      function measure() {
        large = isLarge();
        for (const name of places) name.made.hidden = false;
        for (const name of places) name.size = [name.made.offsetWidth, name.made.offsetHeight];
        place();
      }

      map.on("move", place);
      map.on("resize", () => (isLarge() === large ? place() : measure()));

      return {
        /** Names of places, the largest first: [name, lon, lat]. */
        places(list) {
          places = list.map(([name, lon, lat]) => ({
            made: element("place-label", name),
            at: [lon, lat],
          }));
          into.prepend(...places.map((name) => name.made));
          document.fonts.ready.then(measure);
        },

        /** Words at places, such as the minutes of a ring: {text, at, kind}. */
        notes(list) {
          for (const note of notes) note.made.remove();
          notes = list.map(({ text, at, kind }) => ({ made: element(kind, text), at }));
          into.append(...notes.map((note) => note.made));
          place();
        },

        /** Marks of sites inside a region, null for none; what to do on hover and click. */
        sites(sites, { overSite, offSite, pick }) {
          for (const mark of marks) mark.made.remove();
          marks = (sites?.mark ?? []).map((mark, index) => {
            const made = element("site-mark", "");
            for (const profile of mark.split("+")) {
              made.append(element(`shape shape-${profile}`, sites.letters[profile]));
            }
            made.style.fontSize = `${sites.size[index]}px`;
            if (sites.label?.[index]) made.append(element("site-people", sites.label[index]));
            if (sites.code[index] === sites.chosen) made.classList.add("site-mark-chosen");
            made.addEventListener("mousemove", (event) =>
              overSite(sites.text[index], event, sites.code[index])
            );
            made.addEventListener("mouseleave", offSite);
            made.addEventListener("click", () => pick(sites.code[index]));
            into.append(made);
            return { made, at: [sites.lon[index], sites.lat[index]] };
          });
          place();
        },
      };
    },
  });
})();
