/* What the keys do on a large screen: every one follows a link of the panel, or plays. */

import { whenShown } from "../page/shown.mjs";
import { focusPanel, isScreen, leaveScreen } from "./mode.mjs";
import { followLink, isPlaying, playLimits, playYears, stop } from "./play.mjs";

// What has keys of its own: a key pressed there is never taken.
const TYPING = "input, select, textarea, [contenteditable], [role=slider]";
const PRESSED = "button, summary, a[href]";

const ARROWS = {
  ArrowLeft: "previous",
  ArrowRight: "next",
  ArrowUp: "up",
  ArrowDown: "down",
};

let pressed = Promise.resolve(); // keys are followed one after the other

function toggleKeys() {
  const menu = document.getElementById("part-keys");
  if (!menu) return;
  menu.open = !menu.open;
  // Opened by its key it was reached from no control, and the focus goes back to none.
  menu.toggleAttribute("data-by-key", menu.open);
  const button = menu.querySelector("summary");
  if (menu.open) button.focus();
  else focusPanel();
}

function togglePlay(isYears) {
  if (isPlaying()) stop(true);
  else if (isYears) playYears();
  else playLimits();
}

/** P, on any page with the map. */
function toggleScreen() {
  const button = document.getElementById("screen-switch");
  if (button && !leaveScreen()) button.click();
  return Boolean(button);
}

/** The keys of the large screen; whether this is one of them. */
function takeKey(key, from, isShifted) {
  if (key === "?" || key === "h") {
    toggleKeys();
    return true;
  }
  if (document.querySelector("details.pick[open]")) return false;
  if (key === " ") {
    if (from.closest(PRESSED)) return false;
    togglePlay(isShifted);
    return true;
  }
  const step = ARROWS[key] ?? (/^[1-9]$/.test(key) ? key : null);
  if (!step) return false;
  stop(false);
  // A key means what is in sight when its turn comes, not what was there before the last key.
  pressed = pressed.then(whenShown).then(() => followLink(step));
  return true;
}

/** Whether the key was ours. */
function isTaken(event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const from = event.target instanceof Element ? event.target : document.documentElement;
  if (event.ctrlKey || event.altKey || event.metaKey || from.closest(TYPING)) return false;
  if (key === "p" && toggleScreen()) return true;
  return isScreen() && takeKey(key, from, event.shiftKey);
}

// Before the map, which an arrow key would also move.
document.addEventListener(
  "keydown",
  (event) => {
    if (!isTaken(event)) return;
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);
