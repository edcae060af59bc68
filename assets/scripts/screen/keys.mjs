/* What the keys do on a large screen: every one follows a link of the panel, or plays. */

import { isScreen, leaveScreen } from "./mode.mjs";
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

function toggleKeys() {
  const menu = document.getElementById("part-keys");
  if (!menu) return;
  menu.open = !menu.open;
  menu.querySelector("summary").focus();
}

function togglePlay(isYears) {
  if (isPlaying()) stop(true);
  else if (isYears) playYears();
  else playLimits();
}

/** Whether the key was ours. */
function isTaken(event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const from = event.target instanceof Element ? event.target : document.documentElement;
  if (event.ctrlKey || event.altKey || event.metaKey || from.closest(TYPING)) return false;
  const button = document.getElementById("screen-switch");
  if (key === "p" && button) {
    if (!leaveScreen()) button.click();
    return true;
  }
  if (!isScreen()) return false;
  if (key === "?" || key === "h") {
    toggleKeys();
    return true;
  }
  if (document.querySelector("details.pick[open]")) return false;
  if (key === " ") {
    if (from.closest(PRESSED)) return false;
    togglePlay(event.shiftKey);
    return true;
  }
  const step = ARROWS[key] ?? (/^[1-9]$/.test(key) ? key : null);
  if (!step) return false;
  stop(false);
  followLink(step);
  return true;
}

// Before the map, which an arrow key would also move.
document.addEventListener(
  "keydown",
  (event) => {
    if (!isTaken(event)) return;
    event.preventDefault();
    event.stopPropagation();
  },
  true
);
