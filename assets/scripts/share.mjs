/* The menu to share: writes the link and the code in full, and copies them.
 *
 * The server knows the view; only the browser knows where this site stands and where the reader
 * moved the map.
 */

import { withCameraOf } from "./address/camera.mjs";
import { rules } from "./rules.mjs";

const MARK = 2_000;

function field(name) {
  return document.getElementById(`share-${name}`);
}

/** A text as the server wrote it. */
function known(name) {
  return field(name).defaultValue;
}

/** An address in full, with the place that the reader chose on the map. */
function whole(address) {
  return withCameraOf(window.location.search, address, rules().camera);
}

/** The element as the server wrote it, with its address, size and choices. */
function code() {
  const page = new DOMParser().parseFromString(known("code"), "text/html");
  const frame = page.querySelector("iframe");
  const address = whole(frame.getAttribute("src"));
  for (const select of document.querySelectorAll(".share-choices [data-parameter]")) {
    // What differs from the usual goes into the address of a map on another site.
    if (select.value === select.options[0].value) continue;
    address.searchParams.set(select.dataset.parameter, select.value);
  }
  const [width, height] = document.querySelector(".share-choices [data-size]").value.split("x");
  frame.setAttribute("src", address.href);
  frame.setAttribute("width", width);
  frame.setAttribute("height", height);
  return frame.outerHTML;
}

function fill() {
  const link = whole(known("link"));
  const oembed = new URL(known("oembed"), window.location.href);
  oembed.searchParams.set("url", link.href);
  field("link").value = link.href;
  field("code").value = code();
  field("oembed").value = oembed.href;
}

/** Puts a text on the clipboard; false where the browser does not allow it. */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text.value);
    return true;
  } catch {
    text.focus();
    text.select();
    return document.execCommand("copy");
  }
}

async function copy(button) {
  const text = document.getElementById(button.dataset.copy);
  const live = document.getElementById("share-said");
  const done = await copied(text);
  const words = done ? live.dataset.copied : live.dataset.selected;
  if (!done) text.select();
  const usual = button.dataset.usual ?? button.textContent;
  button.dataset.usual = usual;
  button.textContent = words;
  live.textContent = "";
  setTimeout(() => {
    live.textContent = words;
  }, 50);
  setTimeout(() => {
    button.textContent = usual;
  }, MARK);
}

/** The page shows another view: the texts in sight are of that one, of which nothing was copied. */
export function refreshShare() {
  const live = document.getElementById("share-said");
  if (live) live.textContent = "";
  if (document.getElementById("part-share")?.open) fill();
}

document.addEventListener(
  "toggle",
  (event) => {
    if (event.target.id === "part-share" && event.target.open) fill();
  },
  true,
);

document.addEventListener("change", (event) => {
  if (event.target.closest?.(".share-choices")) fill();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (button) copy(button);
});
