/* The first picture, which came with the page: the live one takes its place once it is painted. */

import { setProps } from "../dash.mjs";
import { frameDrawn } from "../frame.mjs";

const PREFIX = "first-"; // of every id in it
const LONGEST_MS = 15_000; // a map that cannot be drawn here does not hide the rest

function firstElement() {
  return document.getElementById("first");
}

/** Is the live page behind the picture? */
export function isCovered() {
  return Boolean(firstElement());
}

function live() {
  return document.getElementById("react-entry-point");
}

/** The page that starts is behind the picture: out of reach of keys and readers too. */
export function cover() {
  if (!firstElement()) return;
  live().inert = true;
  setTimeout(lift, LONGEST_MS);
}

/** The same element of the live page: of the same kind, at the same place in the nearest part. */
function counterpart(node) {
  const part = node.closest(`[id^="${PREFIX}"]`);
  const same = document.getElementById(part?.id.slice(PREFIX.length));
  if (node === part) return same;
  const place = [...(part?.querySelectorAll(node.localName) ?? [])].indexOf(node);
  return same?.querySelectorAll(node.localName)[place];
}

/** What a hand did meanwhile: menus that are open, text in the search. */
function handOver(first) {
  for (const menu of first.querySelectorAll("details")) {
    const same = counterpart(menu);
    if (same) same.open = menu.open;
  }
  const typed = document.getElementById(`${PREFIX}search`)?.value;
  if (typed) setProps("search", { value: typed });
}

function lift() {
  const first = firstElement();
  if (!first) return;
  const focused = first.contains(document.activeElement) && counterpart(document.activeElement);
  handOver(first);
  first.remove();
  live().inert = false;
  // What was hidden takes no focus before this.
  if (focused) focused.focus();
}

/** Take the picture of a page to read away once that page is there. */
export async function uncoverReading() {
  while (firstElement() && !live().querySelector("main")) await frameDrawn();
  await uncover(frameDrawn);
}

/** Take the picture away once what it covers is to be seen.
 * @param {() => Promise<void>} seen
 */
export async function uncover(seen) {
  await seen();
  lift();
}
