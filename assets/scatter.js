/* The scatter of the panel: every region a dot, offer across and work up.
 *
 * It draws the message of the map once more, so dot and area never differ. A dot is chosen as an
 * area is; a box that is dragged with the mouse chooses all in it. With the keyboard: arrows go from
 * dot to dot, Enter chooses, and the table has every figure.
 */
(function () {
  "use strict";

  const WIDTH = 360;
  const HEIGHT = 300;
  const PLOT = { left: 12, right: 348, top: 10, bottom: 268 };
  const NEAR_PX = { mouse: 10, pen: 12, touch: 24 };
  const DRAGGED_PX = 6;

  const state = {
    message: null,
    dots: [], // what is known of both: {id, x, y}
    drawn: null, // {into, svg, circles, label, span, box}
    active: null, // id of the dot under the pointer or the keys
    drag: null, // where a box began
    held: false, // does the drawing have the focus?
  };

  function number(value, decimals) {
    const options = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    return new Intl.NumberFormat(state.message.language, options).format(value);
  }

  function middle(column, id) {
    const low = column.low[id];
    return low === null ? null : (low + (column.high?.[id] ?? low)) / 2;
  }

  /** Both ends of an axis, with some room so that no dot stands on the edge. */
  function domain(values) {
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const room = (most - least || 1) * 0.05;
    return [least - room, most + room];
  }

  function place() {
    const [offer, demand] = state.message.columns;
    const known = state.message.classes.flatMap((found, id) =>
      found < 0 ? [] : [{ id, offer: middle(offer, id), demand: middle(demand, id) }]
    );
    const [left, right] = domain(known.map((dot) => dot.offer));
    const [low, high] = domain(known.map((dot) => dot.demand));
    const { left: west, right: east, top, bottom } = PLOT;
    state.xOf = (value) => west + ((value - left) / (right - left)) * (east - west);
    state.yOf = (value) => bottom - ((value - low) / (high - low)) * (bottom - top);
    state.dots = known.map((dot) => ({ ...dot, x: state.xOf(dot.offer), y: state.yOf(dot.demand) }));
  }

  // ---- drawing ---------------------------------------------------------------------------------

  function shape(kind, name, attributes = {}, text) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", kind);
    if (name) made.setAttribute("class", name);
    change(made, attributes);
    if (text) made.textContent = text;
    return made;
  }

  function change(element, attributes) {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  }

  function nameOf(id) {
    return window.techniek.state.names[state.message.level]?.[id] ?? state.message.codes[id];
  }

  function frame() {
    const { left, right, top, bottom } = PLOT;
    return shape("rect", "scatter-plot", { x: left, y: top, width: right - left, height: bottom - top });
  }

  /** The borders of the thirds, with their values on the axis. */
  function borders() {
    const { left, right, top, bottom } = PLOT;
    const [offer, demand] = state.message.columns;
    const across = offer.cuts.flatMap((cut, index) => {
      const x = state.xOf(cut);
      const other = offer.cuts.length > 1 && Math.abs(state.xOf(offer.cuts[1]) - state.xOf(offer.cuts[0]));
      const crowded = other && other < 44;
      const anchor = crowded ? (index ? "start" : "end") : "middle";
      const at = { x: Math.min(x, right - 16), y: bottom + 20, "text-anchor": anchor };
      return [
        shape("line", "scatter-rule", { x1: x, x2: x, y1: top, y2: bottom }),
        shape("text", "scatter-text", at, number(cut, offer.decimals)),
      ];
    });
    const up = demand.cuts.flatMap((cut) => {
      const y = state.yOf(cut);
      return [
        shape("line", "scatter-rule", { x1: left, x2: right, y1: y, y2: y }),
        shape("text", "scatter-text", { x: left + 4, y: y - 4 }, number(cut, demand.decimals)),
      ];
    });
    return [...across, ...up];
  }

  function said(id) {
    const { columns, words, classes, language } = state.message;
    const figures = columns.map((column) => `${column.label}: ${window.techniek.figure(column, id, language)}`);
    return [nameOf(id), words[String(classes[id])], ...figures];
  }

  function circle(dot) {
    const { message } = state;
    const picked = message.chosen.includes(message.codes[dot.id]);
    const made = shape("circle", picked ? "dot-region dot-chosen" : "dot-region", {
      id: `dot-${dot.id}`,
      cx: dot.x,
      cy: dot.y,
      r: picked ? 8 : state.dots.length > 100 ? 4.5 : 6.5,
      fill: message.colours[message.classes[dot.id]],
      role: "option",
      "aria-selected": String(picked),
      "aria-label": said(dot.id).join(", "),
    });
    if (message.chosen.length > 1 && !picked) made.classList.add("dot-faint");
    return made;
  }

  function draw() {
    const into = document.getElementById("scatter");
    if (!into) return;
    place();
    const { message } = state;
    const svg = shape("svg", "scatter-figure", {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      role: "listbox",
      tabindex: 0,
      "aria-multiselectable": "true",
      "aria-label": message.scatter.label,
    });
    const isChosen = (dot) => message.chosen.includes(message.codes[dot.id]);
    const order = [...state.dots].sort((one, other) => isChosen(one) - isChosen(other));
    const circles = new Map(order.map((dot) => [dot.id, circle(dot)]));
    const span = shape("path", "scatter-span");
    const ring = shape("circle", "scatter-ring", { r: 0 });
    const box = shape("rect", "scatter-box");
    svg.append(frame(), ...borders(), ...circles.values(), span, ring, box);
    const words = document.getElementById("scatter-said");
    state.drawn = { into, svg, circles, span, ring, box, words };
    into.replaceChildren(svg);
    into.dataset.dots = String(state.dots.length);
    listen(svg);
    state.active = null;
    show();
    if (state.held && document.activeElement === document.body) svg.focus({ preventScroll: true });
  }

  /** What is pointed at: a ring around its dot, how wide its range is, and its figures in words. */
  function show() {
    const { span, ring, words, svg } = state.drawn;
    const dot = state.dots.find((one) => one.id === state.active);
    const only = state.message.chosen.length === 1 ? state.message.chosen[0] : null;
    const spoken = dot ?? state.dots.find((one) => state.message.codes[one.id] === only);
    change(ring, dot ? { cx: dot.x, cy: dot.y, r: 11 } : { r: 0 });
    if (dot) svg.setAttribute("aria-activedescendant", `dot-${dot.id}`);
    else svg.removeAttribute("aria-activedescendant");
    span.setAttribute("d", spoken ? rangeOf(spoken) : "");
    words.replaceChildren();
    const lines = spoken ? said(spoken.id) : [state.message.scatter.hint];
    lines.forEach((line, index) => {
      const part = document.createElement(spoken && !index ? "strong" : "span");
      part.textContent = line;
      words.append(part);
    });
  }

  function rangeOf(dot) {
    const [offer, demand] = state.message.columns;
    const part = (column, along) => {
      if (!column.high) return "";
      const [from, to] = [along(column.low[dot.id]), along(column.high[dot.id])];
      return column === offer
        ? `M${from} ${dot.y}H${to}`
        : `M${dot.x} ${from}V${to}`;
    };
    return part(offer, state.xOf) + part(demand, state.yOf);
  }

  function point(id) {
    if (state.active === id) return;
    state.active = id;
    show();
    window.techniek.pointAt?.(id);
  }

  // ---- pointer and keys ------------------------------------------------------------------------

  function at(event) {
    const box = state.drawn.svg.getBoundingClientRect();
    const scale = WIDTH / box.width;
    return { x: (event.clientX - box.left) * scale, y: (event.clientY - box.top) * scale, scale };
  }

  function nearest(event) {
    const { x, y, scale } = at(event);
    const reach = (NEAR_PX[event.pointerType] ?? NEAR_PX.mouse) * scale;
    let best = null;
    for (const dot of state.dots) {
      const far = Math.hypot(dot.x - x, dot.y - y);
      if (far <= reach && (!best || far < best.far)) best = { dot, far };
    }
    return best?.dot ?? null;
  }

  function boxed(from, to) {
    const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
    const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
    return { left, right, top, bottom };
  }

  function begin(event) {
    if (!event.isPrimary || event.button !== 0) return;
    state.drag = { pointer: event.pointerId, from: at(event), wide: false };
    if (event.pointerType !== "touch") state.drawn.svg.setPointerCapture(event.pointerId);
  }

  function follow(event) {
    const { drag } = state;
    if (!drag || event.pointerType === "touch") {
      point(nearest(event)?.id ?? null);
      return;
    }
    const here = at(event);
    drag.wide ||= Math.hypot(here.x - drag.from.x, here.y - drag.from.y) > DRAGGED_PX * here.scale;
    if (!drag.wide) return;
    const { left, right, top, bottom } = boxed(drag.from, here);
    change(state.drawn.box, { x: left, y: top, width: right - left, height: bottom - top });
  }

  function end(event) {
    const { drag, message } = state;
    if (drag?.pointer !== event.pointerId) return;
    state.drag = null;
    change(state.drawn.box, { width: 0, height: 0 });
    const several = window.techniek.severalAsked(event);
    if (drag.wide) {
      const { left, right, top, bottom } = boxed(drag.from, at(event));
      const inside = ({ x, y }) => x >= left && x <= right && y >= top && y <= bottom;
      const codes = state.dots.filter(inside).map((dot) => message.codes[dot.id]);
      if (codes.length) window.techniek.chooseAll(codes, several);
      return;
    }
    const dot = nearest(event);
    const touch = event.pointerType === "touch";
    if (dot) window.techniek.choose(message.codes[dot.id], several || touch);
  }

  function press(event) {
    const forward = ["ArrowRight", "ArrowDown"].includes(event.key);
    const backward = ["ArrowLeft", "ArrowUp"].includes(event.key);
    if (forward || backward) {
      const order = [...state.dots].sort((one, other) => one.x - other.x || one.y - other.y);
      const now = order.findIndex((dot) => dot.id === state.active);
      const next = now < 0 ? 0 : (now + (forward ? 1 : -1) + order.length) % order.length;
      if (order.length) point(order[next].id);
    } else if ((event.key === "Enter" || event.key === " ") && state.active !== null) {
      window.techniek.choose(state.message.codes[state.active], true);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function listen(svg) {
    svg.addEventListener("pointerdown", begin);
    svg.addEventListener("pointermove", follow);
    svg.addEventListener("pointerup", end);
    svg.addEventListener("pointercancel", () => (state.drag = null));
    svg.addEventListener("pointerleave", () => state.drag || point(null));
    svg.addEventListener("keydown", press);
  }

  function noteFocus(event) {
    state.held = Boolean(state.drawn?.svg.contains(event.target));
  }
  document.addEventListener("focusin", noteFocus);
  document.addEventListener("pointerdown", noteFocus);

  window.techniek = Object.assign(window.techniek ?? {}, {
    /** Draw a message of the map; nothing at all for the last one once more. */
    scatter(message = state.message) {
      state.message = message?.scatter ? message : null;
      if (state.message) draw();
      else document.getElementById("scatter")?.replaceChildren();
      return window.dash_clientside.no_update;
    },
    /** An area of the map is pointed at: so is its dot. */
    scatterAt(id) {
      if (!state.message || !state.drawn?.svg.isConnected || state.active === id) return;
      state.active = id;
      show();
    },
  });
})();
