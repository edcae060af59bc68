/* What lies over the map as text: names of places, and the marks of sites inside a region.
 *
 * Elements instead of map layers: sharp at any zoom, no fonts to fetch, and no work for the
 * graphics card, which on a machine without one is the whole cost of a map.
 */

import { element } from "../dom.mjs";
import { together } from "../together.mjs";

const GAP = 6;
/** How far from its middle the name of a place may stand, up or down, in pixels. */
const STEPS = [0, 18, -18, 28, -28];
/** So many places are named whatever stands there. */
const LARGEST = 6;

function boxOf({ x, y }, [width, height]) {
  return [x - width / 2 - GAP, y - height / 2 - GAP, x + width / 2, y + height / 2];
}

function isFree(box, taken) {
  return taken.every(
    (other) => box[2] < other[0] || box[0] > other[2] || box[3] < other[1] || box[1] > other[3],
  );
}

/** A name there, or nowhere. */
function show(name, at) {
  name.node.hidden = !at;
  if (at) put(name, at);
}

/** Is a name there whole on the map? */
function isInside({ x, y }, width, height) {
  return x > 30 && y > 12 && x < width - 30 && y < height - 12;
}

/** Where the name of a place stands: on its middle, or under or over it where a mark is. One of the
 * largest places is named among marks too, over as few as can be.
 */
function placeFor({ x, y }, size, { taken, marked }) {
  const hits = (box) => marked.filter((mark) => !isFree(box, [mark])).length;
  const free = STEPS.map((step) => ({ x, y: y + step }))
    .filter((at) => isFree(boxOf(at, size), taken))
    .map((at) => ({ at, hit: hits(boxOf(at, size)) }));
  const [best] = free.sort((one, other) => one.hit - other.hit);
  const isNamed = best && (best.hit === 0 || taken.length < LARGEST);
  return isNamed ? best.at : null;
}

function put({ node }, { x, y }) {
  node.style.transform = `translate(-50%, -50%) translate(${x}px, ${y}px)`;
}

/** Are letters those of a large screen? */
function isLarge() {
  return document.documentElement.classList.contains("screen");
}

/** Rows of the sites in the order in which they are drawn: who has the offer lies over who has not. */
function bottomUp({ mark }) {
  const rows = mark.map((_, index) => index);
  return rows.sort((one, other) => Boolean(mark[one]) - Boolean(mark[other]));
}

/** The mark of one site, with its letters, and how many depend on it. */
function siteMark(sites, index, { overSite, offSite, pick }) {
  const code = sites.code[index];
  const node = element("span", "site-mark");
  for (const profile of sites.mark[index].split("+")) {
    node.append(element("span", `shape shape-${profile}`, sites.letters[profile]));
  }
  node.style.fontSize = `${sites.size[index]}px`;
  const label = sites.label?.[index];
  if (label) node.append(element("span", "site-people", label));
  if (code === sites.chosen) node.classList.add("site-mark-chosen");
  node.addEventListener("mousemove", (event) => overSite(sites.text[index], event, code));
  node.addEventListener("mouseleave", offSite);
  node.addEventListener("click", () => pick(code));
  return { node, at: [sites.lon[index], sites.lat[index]] };
}

/** An overlay for one MapLibre map, drawing into one element. */
export function overlay(map, into) {
  let names = [];
  let marks = [];
  let notes = [];
  let wasLarge = false; // were the names measured on a large screen?

  /** Larger places first; a name that would touch another one waits for a closer look. */
  function place() {
    const { clientWidth: width, clientHeight: height } = map.getContainer();
    const taken = [];
    for (const mark of [...marks, ...notes]) put(mark, map.project(mark.at));
    const marked = marks.map((mark) => boxOf(map.project(mark.at), mark.size));
    const most = width < 600 ? 14 : 26;
    const wherever = (name) => {
      const middle = map.project(name.at);
      if (taken.length >= most || !isInside(middle, width, height)) return null;
      return placeFor(middle, name.size, { taken, marked });
    };
    // Not measured yet: once the letters are there.
    for (const name of names.filter(({ size }) => size)) {
      const at = wherever(name);
      show(name, at);
      if (at) taken.push(boxOf(at, name.size));
    }
  }

  /** In one go, and only when letters have another size: it lays out every name there is. */
  function measure() {
    wasLarge = isLarge();
    for (const name of names) name.node.hidden = false;
    for (const name of names) name.size = [name.node.offsetWidth, name.node.offsetHeight];
    place();
  }

  const placeOnce = together(place);
  map.on("move", placeOnce);
  map.on("resize", () => (isLarge() === wasLarge ? placeOnce() : measure()));

  return {
    /** Names of places, the largest first: [name, lon, lat]. */
    places(list) {
      names = list.map(([name, lon, lat]) => ({
        node: element("span", "place-label", name),
        at: [lon, lat],
      }));
      into.prepend(...names.map((name) => name.node));
      document.fonts.ready.then(measure);
    },

    /** Words at places, such as the minutes of a ring: {text, at, kind}. */
    notes(list) {
      for (const note of notes) note.node.remove();
      notes = list.map(({ text, at, kind }) => ({ node: element("span", kind, text), at }));
      into.append(...notes.map((note) => note.node));
      placeOnce();
    },

    /** Marks of sites inside a region, null for none; what to do on hover and click. */
    sites(sites, hands) {
      for (const mark of marks) mark.node.remove();
      marks = sites ? bottomUp(sites).map((index) => siteMark(sites, index, hands)) : [];
      into.append(...marks.map((mark) => mark.node));
      for (const mark of marks) mark.size = [mark.node.offsetWidth, mark.node.offsetHeight];
      placeOnce();
    },
  };
}
