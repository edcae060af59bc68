/* The curve of the panel: share of young people against distance, with the threshold as a handle.
 *
 * Drawn anew for every message. A moved handle only moves what depends on it, so that it keeps up
 * with the hand.
 */
(function () {
  "use strict";

  const WIDTH = 340;
  const HEIGHT = 204;
  const PLOT = { left: 36, right: 324, top: 28, bottom: 154 };
  const FLAG = { height: 22, top: PLOT.bottom + 6 };
  const BASELINE = PLOT.bottom + 22;
  const QUARTERS = [0, 25, 50, 75, 100];
  const TICK_EVERY = { km: 5, min: 15 };
  const KEYS_REST_MS = 400;
  const FINGER_SURE_PX = 8;

  const state = {
    message: null,
    value: null, // the threshold as the handle shows it, released or not
    drawn: null, // what was drawn for the message, see draw()
    drag: null, // pointer that moves the handle, and where it began
    rest: null, // timer that runs since the last key
    held: false, // does the handle have the focus, also when its element was replaced?
    waiting: false, // did a message come during a drag?
  };

  // ---- numbers ---------------------------------------------------------------------------------

  function snapped(value) {
    const { least, most, step } = state.message;
    const near = least + Math.round((value - least) / step) * step;
    return Math.min(most, Math.max(least, near));
  }

  function shareAt(line, value) {
    const at = state.message.limits.findIndex((limit) => Math.abs(limit - value) < 1e-6);
    return line.shares[at] ?? null;
  }

  function percent(share) {
    if (share === null) return "–";
    const options = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
    return new Intl.NumberFormat(state.message.language, options).format(share);
  }

  function xOf(limit) {
    return PLOT.left + (limit / state.message.limits.at(-1)) * (PLOT.right - PLOT.left);
  }

  function yOf(share) {
    return PLOT.bottom - (share / 100) * (PLOT.bottom - PLOT.top);
  }

  function pathOf(points) {
    let pen = "M";
    let path = "";
    for (const [limit, share] of points) {
      if (share === null) {
        pen = "M";
        continue;
      }
      path += `${pen}${xOf(limit).toFixed(1)} ${yOf(share).toFixed(1)}`;
      pen = "L";
    }
    return path;
  }

  function pointsOf(line) {
    return state.message.limits.map((limit, index) => [limit, line.shares[index] ?? null]);
  }

  function areaOf(line, value) {
    const points = pointsOf(line).filter(([limit, share]) => limit <= value && share !== null);
    if (!points.length) return "";
    const [first, last] = [points[0][0], points.at(-1)[0]];
    return `${pathOf(points)}L${xOf(last)} ${PLOT.bottom}L${xOf(first)} ${PLOT.bottom}Z`;
  }

  // ---- drawing ---------------------------------------------------------------------------------

  function shape(kind, name, attributes = {}, ...children) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", kind);
    if (name) made.setAttribute("class", name);
    change(made, attributes);
    made.append(...children);
    return made;
  }

  function change(element, attributes) {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  }

  function element(kind, name, text) {
    const made = document.createElement(kind);
    made.className = name;
    if (text) made.textContent = text;
    return made;
  }

  function mainLine() {
    const { lines } = state.message;
    return lines.find((line) => line.kind === "region") ?? lines[0];
  }

  function grid() {
    const { left, right } = PLOT;
    return QUARTERS.flatMap((share) => {
      const y = yOf(share);
      const rule = share ? "curve-rule" : "curve-rule curve-base";
      const made = [shape("line", rule, { x1: left, x2: right, y1: y, y2: y })];
      if (share % 50 === 0) {
        const at = { x: left - 8, y: y + 5, "text-anchor": "end" };
        made.push(shape("text", "curve-text", at, String(share)));
      }
      return made;
    });
  }

  function ticks() {
    const { limits, unit } = state.message;
    const every = TICK_EVERY[unit] ?? 5;
    const made = [];
    for (let limit = 0; limit <= limits.at(-1); limit += every) {
      const x = xOf(limit);
      const at = { x, y: BASELINE, "text-anchor": "middle" };
      const mark = { x1: x, x2: x, y1: PLOT.bottom, y2: PLOT.bottom + 5 };
      const text = shape("text", "curve-text", at, String(limit));
      made.push({ x, text, mark: shape("line", "curve-tick", mark) });
    }
    return made;
  }

  function titles() {
    const { words } = state.message;
    const above = { x: 0, y: 14 };
    const below = { x: PLOT.right, y: HEIGHT - 7, "text-anchor": "end" };
    return [
      shape("text", "curve-text curve-title", above, words.shares),
      shape("text", "curve-text curve-title", below, words.axis),
    ];
  }

  /** The country is dashed and comes last: another line stays visible between its dashes. */
  function curves() {
    const order = ["province", "region", "country"];
    const lines = [...state.message.lines];
    lines.sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
    return lines.map((line) => {
      return shape("path", `curve-line curve-${line.kind}`, { d: pathOf(pointsOf(line)) });
    });
  }

  function grip() {
    const { least, most, words } = state.message;
    return shape(
      "g",
      "curve-grip",
      {
        role: "slider",
        tabindex: 0,
        "aria-label": words.label,
        "aria-orientation": "horizontal",
        "aria-valuemin": least,
        "aria-valuemax": most,
      },
      shape("circle", "curve-ring", { r: 16 }),
      shape("circle", "curve-knob", { r: 11 }),
      shape("path", "curve-arrows", { d: "M-2.5 -4L-6 0L-2.5 4M2.5 -4L6 0L2.5 4" })
    );
  }

  function swatch(kind) {
    const line = { x1: 2, x2: 28, y1: 6, y2: 6 };
    const box = { viewBox: "0 0 30 12", "aria-hidden": "true" };
    return shape("svg", "curve-swatch", box, shape("line", `curve-line curve-${kind}`, line));
  }

  function keyRows() {
    return state.message.lines.map((line) => {
      const row = element("li", "curve-item");
      const value = element("strong", "curve-share");
      row.append(swatch(line.kind), element("span", "curve-name", line.name), value);
      return { line, row, value };
    });
  }

  function draw() {
    const into = document.getElementById("curve");
    if (!into) return;
    const area = shape("path", "curve-area");
    const stem = shape("line", "curve-stem", { y1: PLOT.top, y2: FLAG.top });
    const hit = shape("line", "curve-hit", { y1: PLOT.top, y2: FLAG.top + FLAG.height });
    const box = { y: FLAG.top, height: FLAG.height, rx: 6 };
    const flag = shape("rect", "curve-flag", box);
    const words = shape("text", "curve-flag-text", { y: BASELINE, "text-anchor": "middle" });
    const knob = grip();
    const scale = ticks();
    const plot = shape("rect", "curve-plot", {
      x: PLOT.left,
      y: PLOT.top,
      width: PLOT.right - PLOT.left,
      height: HEIGHT - 20 - PLOT.top,
    });
    const still = shape("g", null, { "aria-hidden": "true" });
    still.append(area, ...grid(), ...scale.map((one) => one.mark));
    still.append(...scale.map((one) => one.text), ...titles(), ...curves());
    still.append(plot, stem, flag, words, hit);
    const svg = shape("svg", "curve-figure", { viewBox: `0 0 ${WIDTH} ${HEIGHT}` }, still, knob);
    const rows = keyRows();
    const key = element("ul", "curve-key");
    key.append(...rows.map((one) => one.row));
    state.drawn = { into, svg, area, stem, hit, flag, words, grip: knob, scale, rows };
    into.replaceChildren(svg, key);
    listen();
    show();
    if (state.held && document.activeElement === document.body) {
      knob.focus({ preventScroll: true });
    }
  }

  function clear() {
    clearTimeout(state.rest);
    Object.assign(state, { drawn: null, drag: null, rest: null, held: false, waiting: false });
    document.getElementById("curve")?.replaceChildren();
  }

  /** Put everything that depends on the threshold where it belongs. */
  function show() {
    const { into, area, stem, hit, grip: knob, rows } = state.drawn;
    const { value, message } = state;
    const main = mainLine();
    const share = shareAt(main, value);
    const x = xOf(value);
    into.dataset.threshold = String(value);
    change(area, { d: areaOf(main, value) });
    change(stem, { x1: x, x2: x });
    change(hit, { x1: x, x2: x });
    change(knob, {
      transform: `translate(${x} ${yOf(share ?? 0)})`,
      "aria-valuenow": value,
      "aria-valuetext": message.words.value
        .replace("{share}", percent(share))
        .replace("{threshold}", String(value)),
    });
    for (const { line, value: shown } of rows) {
      const known = shareAt(line, value);
      shown.textContent = known === null ? "–" : `${percent(known)}%`;
    }
    showFlag(x);
  }

  /** The threshold stands on the axis, in place of the numbers it would touch. */
  function showFlag(x) {
    const { flag, words, scale } = state.drawn;
    const text = `${state.value} ${state.message.unit}`;
    const width = 16 + 8 * text.length;
    const middle = Math.min(WIDTH - width / 2, Math.max(width / 2, x));
    words.textContent = text;
    change(words, { x: middle });
    change(flag, { x: middle - width / 2, width });
    for (const one of scale) {
      one.text.classList.toggle("curve-covered", Math.abs(one.x - middle) < width / 2 + 12);
    }
  }

  // ---- moving ----------------------------------------------------------------------------------

  function move(value) {
    if (value === state.value) return;
    state.value = value;
    show();
    window.techniek.drag?.(value);
  }

  function release() {
    window.techniek.release?.(state.value);
  }

  /** What the keys chose holds from now on. */
  function settle() {
    if (state.rest === null) return;
    clearTimeout(state.rest);
    state.rest = null;
    release();
  }

  function valueUnder(event) {
    const box = state.drawn.svg.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * WIDTH + (state.drag?.beside ?? 0);
    const part = (x - PLOT.left) / (PLOT.right - PLOT.left);
    return snapped(part * state.message.limits.at(-1));
  }

  function onHandle(event) {
    return Boolean(event.target.closest(".curve-grip, .curve-hit"));
  }

  function grab(event) {
    if (!event.isPrimary || event.button !== 0) return;
    const { svg, grip: knob } = state.drawn;
    const taken = onHandle(event);
    const box = svg.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * WIDTH;
    // Taken beside its middle the handle stays where it is until the hand moves.
    const beside = taken ? xOf(state.value) - x : 0;
    // A finger beside the handle may be about to scroll the page.
    const sure = taken || event.pointerType !== "touch";
    settle();
    state.drag = {
      pointer: event.pointerId,
      from: state.value,
      began: event.clientX,
      beside,
      sure,
    };
    svg.setPointerCapture(event.pointerId);
    svg.classList.add("curve-dragged");
    knob.focus({ preventScroll: true, focusVisible: false });
    if (!taken && sure) move(valueUnder(event));
    event.preventDefault();
  }

  function follow(event) {
    const { drag } = state;
    if (drag?.pointer !== event.pointerId) return;
    drag.sure ||= Math.abs(event.clientX - drag.began) >= FINGER_SURE_PX;
    if (drag.sure) move(valueUnder(event));
  }

  function drop(event) {
    if (state.drag?.pointer !== event.pointerId) return;
    move(valueUnder(event));
    const { from } = state.drag;
    endDrag();
    if (state.value !== from) release();
  }

  /** The browser took the finger to scroll: as if nothing had happened. */
  function giveBack(event) {
    if (state.drag?.pointer !== event.pointerId) return;
    move(state.drag.from);
    endDrag();
  }

  function endDrag() {
    state.drag = null;
    state.drawn.svg.classList.remove("curve-dragged");
    if (!state.waiting) return;
    state.waiting = false;
    draw();
  }

  function steps(key) {
    const { least, most, step } = state.message;
    const { value } = state;
    const targets = {
      ArrowRight: value + step,
      ArrowUp: value + step,
      ArrowLeft: value - step,
      ArrowDown: value - step,
      PageUp: value + 5 * step,
      PageDown: value - 5 * step,
      Home: least,
      End: most,
    };
    return targets[key];
  }

  function press(event) {
    const target = steps(event.key);
    if (target === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    move(snapped(target));
    clearTimeout(state.rest);
    state.rest = setTimeout(settle, KEYS_REST_MS);
  }

  function listen() {
    const { svg, grip: knob } = state.drawn;
    svg.addEventListener("pointerdown", (event) => {
      if (onHandle(event) || event.target.matches(".curve-plot")) grab(event);
    });
    // Chromium scrolls in spite of a touch-action on parts of a drawing.
    const stay = (event) => {
      if (onHandle(event)) event.preventDefault();
    };
    svg.addEventListener("touchstart", stay, { passive: false });
    svg.addEventListener("pointermove", follow);
    svg.addEventListener("pointerup", drop);
    svg.addEventListener("pointercancel", giveBack);
    knob.addEventListener("keydown", press);
  }

  // Whoever turns elsewhere is not called back by a new drawing.
  function noteFocus(event) {
    state.held = Boolean(state.drawn?.svg.contains(event.target));
  }
  document.addEventListener("focusin", noteFocus);
  document.addEventListener("pointerdown", noteFocus);

  // ---- messages --------------------------------------------------------------------------------

  function dragging() {
    return Boolean(state.drag && state.drawn?.svg.isConnected);
  }

  window.techniek = Object.assign(window.techniek ?? {}, {
    /** Draw a message; null for no curve, nothing at all for the last message once more. */
    curve(message = state.message) {
      state.message = message?.lines?.length ? message : null;
      if (!state.message) {
        clear();
      } else if (dragging()) {
        state.waiting = true;
      } else {
        state.drag = null;
        if (state.rest === null) state.value = snapped(message.threshold);
        else state.value = snapped(state.value);
        draw();
      }
      return window.dash_clientside.no_update;
    },

    /** Another control moves the threshold: the handle follows and tells nobody. */
    curveAt(value) {
      if (!state.message || dragging() || !Number.isFinite(value)) return;
      state.value = snapped(value);
      if (state.drawn?.svg.isConnected) show();
      else draw();
    },
  });
})();
