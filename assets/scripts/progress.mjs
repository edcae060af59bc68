/* A file that takes more than a moment: its link says that it is coming, and cannot be clicked
 * twice. Without this script the link is a plain download.
 */

import { asking, goAlong } from "./facilities/along.mjs";
import { faultOf, fetched, forgetFaults, nameOf, save } from "./file.mjs";

/** One place for what a screen reader says while a file is made. */
function live() {
  let place = document.getElementById("progress-live");
  if (!place) {
    place = document.createElement("p");
    place.id = "progress-live";
    place.className = "visually-hidden";
    place.setAttribute("role", "status");
    document.body.append(place);
  }
  return place;
}

/** The link is busy while a file is made; what went wrong stands beside it. */
async function busy(link, make) {
  if (link.getAttribute("aria-busy") === "true") return;
  forgetFaults();
  const sign = document.createElement("span");
  sign.className = "progress-sign";
  sign.textContent = ` ${link.dataset.progress}`;
  link.setAttribute("aria-busy", "true");
  link.append(sign);
  live().textContent = link.dataset.progress;
  try {
    await make(link);
  } catch (error) {
    link.after(faultOf(error, link));
  } finally {
    live().textContent = "";
    link.removeAttribute("aria-busy");
    sign.remove();
  }
}

async function download(link) {
  const answer = await fetched(link.href, isOfView(link) ? asking() : {});
  save(await answer.blob(), nameOf(answer));
}

/** Whether a link is to a file of what is in sight, which can have the places of the user. */
function isOfView(link) {
  return link.closest("#part-download") !== null;
}

/** A link that has to be asked with the places of the user says that it is coming, as slow ones
 * do. */
function makeSlow(link) {
  const menu = link.closest("#part-download");
  link.dataset.progress ??= menu.querySelector("[data-progress]").dataset.progress;
}

/** Few readers take a picture: what draws it is fetched when one does. */
async function picture(link) {
  const { png } = await import("./png.mjs");
  await png(link);
}

document.addEventListener(
  "click",
  (event) => {
    const link = event.target.closest?.("a[download]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (isOfView(link) && goAlong()) makeSlow(link);
    if (!link.dataset.progress) return;
    event.preventDefault();
    busy(link, link.dataset.png ? picture : download);
  },
  true,
);
