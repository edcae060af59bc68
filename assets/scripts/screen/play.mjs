/* Playing on a large screen: limits or years, one after the other. */

import { asPlayed, canPreview, preview } from "../map/paint.mjs";
import { mapElement } from "../map/state.mjs";
import { release } from "../page/follow.mjs";
import { limitsOf } from "../page/limits.mjs";
import { fitWords } from "./fit.mjs";

const root = document.documentElement;
const STEP = 700; // a limit in sight
const YEAR = 2000;
const TOLD = 5000; // what cannot be played

const TEXTS = {
  question: "#screen-question",
  number: "#screen-number strong",
  rest: "#screen-number span",
  said: "#screen-said",
  country: "#screen-country",
  without: "#screen-without",
  everyone: "#screen-everyone",
};

let play = null; // { kind, timer, value, before, limit } while something is played

export function isPlaying() {
  return Boolean(play);
}

/** Every key follows a link of the panel; whether there is one. */
export function followLink(key) {
  const link = document.querySelector(`#screen .key-${key}`);
  link?.click();
  return Boolean(link);
}

/** The words behind every colour of the map. */
function classes() {
  const rows = document.querySelectorAll("#screen .screen-legend li:not(.played)");
  return [...rows].map((row) => row.lastChild);
}

function words() {
  const texts = Object.entries(TEXTS).map(([name, place]) => [
    name,
    document.querySelector(place)?.textContent ?? "",
  ]);
  return { ...Object.fromEntries(texts), legend: classes().map((text) => text.nodeValue) };
}

function say(step) {
  for (const [name, place] of Object.entries(TEXTS)) {
    const node = document.querySelector(place);
    if (node && node.textContent !== step[name]) node.textContent = step[name];
  }
  classes().forEach((text, index) => {
    text.nodeValue = step.legend[index] ?? "";
  });
  fitWords();
}

/** Stop; `keep` takes the limit in sight to the address, else what was there comes back. */
export function stop(keep) {
  if (!play) return;
  const { kind, timer, value, before, limit } = play;
  clearTimeout(timer);
  play = null;
  delete root.dataset.playing;
  asPlayed(false);
  if (kind !== "preview" || value === undefined) return;
  if (keep) {
    release(value);
  } else {
    say(before);
    preview(limit);
  }
}

/** What is played in the browser alone stops with another address. */
export function stopPreview() {
  if (play?.kind === "preview") stop(false);
}

function begin(kind) {
  play = { kind, before: words(), limit: thresholdShown() };
  root.dataset.playing = kind;
  asPlayed(kind !== "years");
  return play;
}

function thresholdShown() {
  return Number(mapElement()?.dataset.threshold);
}

function showLimit(mine, step) {
  mine.value = step.value;
  if (mine.kind === "preview") {
    preview(step.value);
    say(step);
  } else {
    release(step.value);
  }
}

export async function playLimits() {
  const mine = begin(canPreview() ? "preview" : "limits");
  const steps = await limitsOf(window.location.search);
  if (play !== mine) return;
  if (!steps.length) {
    sayStill();
    return;
  }
  const start = steps.findIndex((step) => step.value > thresholdShown());
  const queue = steps.slice(Math.max(start, 0));
  (function next() {
    if (play !== mine) return;
    const isLate = mine.kind === "limits" && mine.value && thresholdShown() !== mine.value;
    if (!isLate && !queue.length) {
      stop(true);
      return;
    }
    if (!isLate) showLimit(mine, queue.shift());
    mine.timer = setTimeout(next, isLate ? STEP / 5 : STEP);
  })();
}

/** Say for a moment that no limit changes what is shown. */
function sayStill() {
  stop(false);
  const line = document.getElementById("screen-still");
  if (!line) return;
  line.textContent = line.dataset.words;
  fitWords();
  setTimeout(() => {
    line.textContent = "";
    fitWords();
  }, TOLD);
}

export function playYears() {
  const mine = begin("years");
  const hasNext = document.querySelector("#screen .key-next-year");
  followLink(hasNext ? "next-year" : "first-year");
  mine.timer = setTimeout(function next() {
    if (play !== mine) return;
    if (!followLink("next-year")) {
      stop(false);
      return;
    }
    mine.timer = setTimeout(next, YEAR);
  }, YEAR);
}
