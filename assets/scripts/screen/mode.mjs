/* The page on a large screen or not: what is hidden, the whole screen, the pointer.
 *
 * The address says whether the page is shown so; no state lives here but what is being played.
 */

import { wordOf } from "../address/query.mjs";
import { rules } from "../rules.mjs";
import { stop, stopPreview } from "./play.mjs";

const root = document.documentElement;
const STILL = 3000; // from then on a pointer that rests is out of sight

let resting = null; // timer of the pointer
let isFull = false; // did this page ask for the whole screen?

export function isScreen() {
  return root.classList.contains("screen") && Boolean(document.getElementById("screen"));
}

function wake() {
  root.classList.add("screen-awake");
  clearTimeout(resting);
  resting = setTimeout(() => root.classList.remove("screen-awake"), STILL);
}

document.addEventListener("pointermove", (event) => {
  // Some browsers say that the pointer moved when only the page under it did.
  if (isScreen() && (event.movementX || event.movementY)) wake();
});
document.addEventListener("pointerdown", () => {
  if (!isScreen()) return;
  stop(true);
  wake();
});

async function fill() {
  if (!root.requestFullscreen || document.fullscreenElement) return;
  try {
    await root.requestFullscreen();
    isFull = true;
  } catch {
    // A frame may forbid it; the page is large all the same.
  }
}

async function unfill() {
  isFull = false;
  if (!document.fullscreenElement) return;
  try {
    await document.exitFullscreen();
  } catch {
    // The browser left it by itself.
  }
}

/** To the words of the large screen, where no key is taken by a control. */
export function focusPanel() {
  document.getElementById("screen")?.focus({ preventScroll: true });
}

/** Back to the usual page; whether there was anything to leave. */
export function leaveScreen() {
  if (!isScreen()) return false;
  stop(false);
  document.getElementById("screen-switch")?.click();
  return true;
}

// Escape in a full screen reaches the browser only.
document.addEventListener("fullscreenchange", () => {
  if (document.fullscreenElement || !isFull) return;
  isFull = false;
  leaveScreen();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("#screen-switch") && !isScreen()) fill();
});

/** The class of the page: what is hidden, and how large letters are. */
export function screen(search) {
  const { screen: choice, screenWord, addresses } = rules();
  const isAsked = wordOf(search, choice) === screenWord;
  const isWanted = isAsked && window.location.pathname === addresses.map;
  stopPreview();
  if (isWanted === root.classList.contains("screen")) return;
  root.classList.toggle("screen", isWanted);
  root.classList.remove("screen-awake");
  if (isWanted) {
    // Whoever pressed the button now has keys, not a button.
    focusPanel();
  } else {
    stop(false);
    unfill();
    document.getElementById("screen-switch")?.focus({ preventScroll: true });
  }
  // The map has another size now.
  requestAnimationFrame(() => window.dispatchEvent(new Event("resize")));
}
