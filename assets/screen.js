/* The page on a large screen: what is hidden, and what the keys do.
 *
 * The address says whether the page is shown so; every key follows a link of the panel, so no state
 * lives here but what is being played.
 */
(function () {
  "use strict";

  const root = document.documentElement;
  const STILL = 3000; // from then on a pointer that rests is out of sight
  const STEP = 700; // a limit in sight
  const YEAR = 2000;
  const TOLD = 5000; // what cannot be played
  // What has keys of its own: a key pressed there is never taken.
  const TYPING = "input, select, textarea, [contenteditable], [role=slider]";
  const PRESSED = "button, summary, a[href]";

  let resting = null; // timer of the pointer
  let full = false; // did this page ask for the whole screen?
  let play = null; // { kind, timer, value, before, limit } while something is played

  function on() {
    return root.classList.contains("screen") && Boolean(document.getElementById("screen"));
  }

  function asked(search) {
    const last = new URLSearchParams(search ?? "").getAll("weergave").at(-1);
    return last === "scherm" && window.location.pathname === "/";
  }

  function follow(key) {
    const link = document.querySelector(`#screen .key-${key}`);
    link?.click();
    return Boolean(link);
  }

  // ---- pointer ---------------------------------------------------------------------------------

  function wake() {
    root.classList.add("screen-awake");
    clearTimeout(resting);
    resting = setTimeout(() => root.classList.remove("screen-awake"), STILL);
  }

  document.addEventListener("pointermove", (event) => {
    // Some browsers say that the pointer moved when only the page under it did.
    if (on() && (event.movementX || event.movementY)) wake();
  });
  document.addEventListener("pointerdown", () => {
    if (!on()) return;
    stop(true);
    wake();
  });

  // ---- the whole screen ------------------------------------------------------------------------

  function fill() {
    if (!root.requestFullscreen || document.fullscreenElement) return;
    root.requestFullscreen().then(
      () => (full = true),
      () => {} // a frame may forbid it; the page is large all the same
    );
  }

  function unfill() {
    full = false;
    if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
  }

  /** Back to the usual page; whether there was anything to leave. */
  function leave() {
    if (!on()) return false;
    stop(false);
    document.getElementById("screen-switch")?.click();
    return true;
  }

  // Escape in a full screen reaches the browser only.
  document.addEventListener("fullscreenchange", () => {
    if (document.fullscreenElement || !full) return;
    full = false;
    leave();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("#screen-switch") && !on()) fill();
  });

  // ---- playing ---------------------------------------------------------------------------------

  const PARTS = {
    question: "#screen-question",
    number: "#screen-number strong",
    rest: "#screen-number span",
    said: "#screen-said",
  };

  /** The words behind every colour of the map. */
  function classes() {
    return [...document.querySelectorAll("#screen .screen-legend li")].map((row) => row.lastChild);
  }

  function words() {
    const found = Object.entries(PARTS).map(([name, place]) => [
      name,
      document.querySelector(place)?.textContent ?? "",
    ]);
    return { ...Object.fromEntries(found), legend: classes().map((text) => text.nodeValue) };
  }

  function say(step) {
    for (const [name, place] of Object.entries(PARTS)) {
      const part = document.querySelector(place);
      if (part && part.textContent !== step[name]) part.textContent = step[name];
    }
    classes().forEach((text, index) => (text.nodeValue = step.legend[index] ?? ""));
  }

  /** Stop; `keep` takes the limit in sight to the address, else what was there comes back. */
  function stop(keep) {
    if (!play) return;
    const { kind, timer, value, before, limit } = play;
    clearTimeout(timer);
    play = null;
    delete root.dataset.playing;
    if (kind !== "preview" || value === undefined) return;
    if (keep) {
      window.techniek.release(value);
    } else {
      say(before);
      window.techniek.preview(limit);
    }
  }

  function begin(kind) {
    play = { kind, before: words(), limit: thresholdShown() };
    root.dataset.playing = kind;
    return play;
  }

  function thresholdShown() {
    return Number(document.getElementById("map")?.dataset.threshold);
  }

  /** Can the browser itself paint another limit? Else the server is asked for each. */
  function canPreview() {
    const { areas, level } = window.techniek.state;
    return Boolean(areas?.steps) && level === "home";
  }

  async function playLimits() {
    const mine = begin(canPreview() ? "preview" : "limits");
    const steps = await fetch(`/grenzen.json${window.location.search}`).then(
      (answer) => (answer.ok ? answer.json() : []),
      () => []
    );
    if (play !== mine) return;
    if (!steps.length) return sayStill();
    const start = steps.findIndex((step) => step.value > thresholdShown());
    const queue = steps.slice(Math.max(start, 0));
    (function next() {
      if (play !== mine) return;
      const late = mine.kind === "limits" && mine.value && thresholdShown() !== mine.value;
      const step = late ? null : queue.shift();
      if (!late && !step) return stop(true);
      if (step) {
        mine.value = step.value;
        if (mine.kind === "preview") {
          window.techniek.preview(step.value);
          say(step);
        } else {
          window.techniek.release(step.value);
        }
      }
      mine.timer = setTimeout(next, late ? STEP / 5 : STEP);
    })();
  }

  /** Say for a moment that no limit changes what is shown. */
  function sayStill() {
    stop(false);
    const line = document.getElementById("screen-still");
    if (!line) return;
    line.textContent = line.dataset.words;
    setTimeout(() => (line.textContent = ""), TOLD);
  }

  function playYears() {
    const mine = begin("years");
    if (!document.querySelector("#screen .key-next-year")) follow("first-year");
    else follow("next-year");
    mine.timer = setTimeout(function next() {
      if (play !== mine) return;
      if (!follow("next-year")) return stop(false);
      mine.timer = setTimeout(next, YEAR);
    }, YEAR);
  }

  // ---- keys ------------------------------------------------------------------------------------

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

  /** Whether the key was ours. */
  function pressed(event) {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const from = event.target instanceof Element ? event.target : root;
    if (event.ctrlKey || event.altKey || event.metaKey || from.closest(TYPING)) return false;
    if (key === "p" && document.getElementById("screen-switch")) {
      if (!leave()) document.getElementById("screen-switch").click();
      return true;
    }
    if (!on()) return false;
    if (key === "?" || key === "h") {
      toggleKeys();
      return true;
    }
    if (document.querySelector("details.pick[open]")) return false;
    if (key === " ") {
      if (from.closest(PRESSED)) return false;
      if (play) stop(true);
      else if (event.shiftKey) playYears();
      else playLimits();
      return true;
    }
    const step = ARROWS[key] ?? (/^[1-9]$/.test(key) ? key : null);
    if (!step) return false;
    stop(false);
    follow(step);
    return true;
  }

  // Before the map, which an arrow key would also move.
  document.addEventListener(
    "keydown",
    (event) => {
      if (!pressed(event)) return;
      event.preventDefault();
      event.stopPropagation();
    },
    true
  );

  // ---- the address -----------------------------------------------------------------------------

  function show(search) {
    const wanted = asked(search);
    if (play?.kind === "preview") stop(false);
    if (wanted === root.classList.contains("screen")) return;
    root.classList.toggle("screen", wanted);
    root.classList.remove("screen-awake");
    if (wanted) {
      // Whoever pressed the button now has keys, not a button.
      if (document.activeElement?.closest("#map-switch")) document.activeElement.blur();
    } else {
      stop(false);
      unfill();
    }
    // The map has another size now.
    requestAnimationFrame(() => window.dispatchEvent(new Event("resize")));
  }

  show(window.location.search);

  window.techniek = Object.assign(window.techniek ?? {}, {
    screen(search) {
      show(search);
      return window.dash_clientside.no_update;
    },
    leaveScreen: leave,
  });
})();
