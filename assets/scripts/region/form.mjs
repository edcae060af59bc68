/* What stands over the map while a region is made: its name and colour, how it is chosen, and the way
 * out.
 */

import { element } from "../dom.mjs";

/** The colour of what is chosen, until its maker takes another. */
const USUAL = "#8a3f9e";
const FINE = "(pointer: fine)";

function button(name, text, act) {
  const node = element("button", `button ${name}`, text);
  node.type = "button";
  node.addEventListener("click", act);
  return node;
}

function field(name, type, label, attributes = {}) {
  const node = element("input", name);
  Object.assign(node, { type, ...attributes });
  node.setAttribute("aria-label", label);
  return node;
}

/** One of two buttons that is pressed. */
function switchOf(words, isPressed, press) {
  const group = element("div", "region-switch");
  const buttons = Object.entries(words).map(([key, text]) => {
    const node = button("", text, () => {
      mark(key);
      press(key);
    });
    node.dataset.key = key;
    return node;
  });
  function mark(key) {
    for (const one of buttons) one.setAttribute("aria-pressed", String(one.dataset.key === key));
  }
  mark(isPressed);
  group.append(...buttons);
  return { group, mark };
}

function styled(place) {
  return new Promise((resolve) => {
    if (document.getElementById("region-style")) return resolve();
    const link = element("link", "");
    Object.assign(link, { id: "region-style", rel: "stylesheet", href: place.dataset.style });
    link.onload = resolve;
    link.onerror = resolve;
    return document.head.append(link);
  });
}

/** The form in its place; `acts` are what its buttons do. */
export async function formOf(place, { words, longestName }, shown, acts) {
  await styled(place);
  const form = element("form", "region-form");
  form.setAttribute("aria-label", words.title);
  const name = field("region-name", "text", words.name, {
    maxLength: longestName,
    placeholder: words.name,
    value: shown?.name ?? "",
  });
  const colour = field("region-colour", "color", words.colour, {
    value: shown?.colour ? `#${shown.colour}` : USUAL,
    title: words.colour,
  });
  colour.addEventListener("input", acts.paint);
  const levels = switchOf(words.levels, shown?.level ?? "municipality", acts.changeLevel);
  const ways = switchOf({ click: words.click, draw: words.draw }, "click", (way) => {
    said.textContent = words[`${way}Help`];
    acts.draw(way === "draw");
  });
  const list = element("datalist", "");
  list.id = "region-areas";
  const named = field("region-add", "text", words.add, { placeholder: words.add });
  named.setAttribute("list", list.id);
  named.addEventListener("change", () => {
    if (!named.value) return;
    if (acts.addNamed(named.value)) named.value = "";
    else said.textContent = words.unknown;
  });
  const said = element("p", "region-said", words.clickHelp);
  said.setAttribute("role", "status");
  const undo = button("region-undo", words.undo, acts.undo);
  const stop = button("region-stop", words.stop, acts.stop);
  const done = button("region-done", words.done, acts.finish);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (document.activeElement !== named) acts.finish();
  });
  form.append(said, name, colour, levels.group, ways.group, named, list, undo, stop, done);
  place.replaceChildren(form);
  place.hidden = false;
  // On a phone keys would come up over the map.
  if (window.matchMedia(FINE).matches) name.focus({ preventScroll: true });
  else place.scrollIntoView({ block: "start", behavior: "instant" });
  return {
    name: () => name.value,
    colour: () => colour.value,
    ownColour: () => (colour.value === USUAL ? "" : colour.value.slice(1)),
    names(areas) {
      list.replaceChildren(
        ...areas.map(({ properties }) => {
          const option = element("option", "");
          option.value = properties.n;
          return option;
        }),
      );
    },
    tell({ count, isTooLong, canUndo, level }) {
      levels.mark(level);
      undo.disabled = !canUndo;
      done.disabled = !count || isTooLong;
      if (isTooLong) said.textContent = words.tooLong;
      else if (count) said.textContent = words.chosen.replace("{count}", count);
    },
    remove() {
      place.replaceChildren();
      place.hidden = true;
    },
  };
}
