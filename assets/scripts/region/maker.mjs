/* Making a region of one's own: areas are clicked together or a line is drawn around them; then it
 * gets a name, and is the region of the address.
 */

import { valuesOf, withValues } from "../address/query.mjs";
import { setProps } from "../dash.mjs";
import { state } from "../map/state.mjs";
import { openSheet } from "../page/sheet.mjs";
import { currentQuery, whenShown } from "../page/shown.mjs";
import { areasInSight, hideChosen, middleOf, showChosen } from "./chosen.mjs";
import { areasOf, membersOf, plainName, readCode, regionCode } from "./code.mjs";
import { formOf } from "./form.mjs";
import { isInside, lassoOver } from "./lasso.mjs";

const MAKING = "making-region"; // class of the document

let making = null; // what is being made

/** The view to choose in: areas of this level and nothing that stands over them. Whether it came:
 * not where somebody stopped meanwhile.
 */
async function goToLevel(level) {
  const mine = making;
  const { rules } = mine;
  const isLabour = Boolean(state.areas?.codes);
  const search = withValues(currentQuery(), {
    ...Object.fromEntries(rules.closed.map((name) => [name, null])),
    ...(isLabour ? { [rules.show]: null } : {}),
    [rules.level]: rules.levels[level],
  });
  setProps("address", { search });
  await whenShown();
  while (making === mine && state.level !== level) await new Promise(requestAnimationFrame);
  const areas = making === mine ? await areasInSight() : [];
  if (making !== mine) return false;
  Object.assign(mine, { level, areas });
  return true;
}

function tell() {
  const { form, areas, level, chosen, rules, before } = making;
  const members = membersOf(level, chosen, areas.map(codeOf));
  const isTooLong = isLong(members, rules);
  form.tell({ count: chosen.size, isTooLong, canUndo: before.length > 0, level });
  showChosen(
    areas.filter((area) => chosen.has(codeOf(area))),
    form.colour(),
  );
}

/** More than a link has room for. */
function isLong(members, rules) {
  return members.join(".").length > rules.longest;
}

function codeOf(area) {
  return area.properties.c;
}

/** Choose other areas than before; what was chosen can be had back. */
function choose(codes) {
  making.before.push(making.chosen);
  making.chosen = new Set(codes);
  tell();
}

function toggle(code) {
  const { chosen } = making;
  if (chosen.has(code)) choose([...chosen].filter((one) => one !== code));
  else choose([...chosen, code]);
}

/** A line was drawn: the areas with their middle in it are chosen too. */
function surround(ring) {
  const { areas, chosen } = making;
  const inside = areas.filter((area) => {
    const { x, y } = state.map.project(middleOf(area));
    return isInside([x, y], ring);
  });
  if (inside.length) choose([...chosen, ...inside.map(codeOf)]);
}

function undo() {
  making.chosen = making.before.pop() ?? making.chosen;
  tell();
}

function draw(isOn) {
  making.sheet?.remove();
  making.sheet = isOn ? lassoOver(document.querySelector("#map-card .map-figure"), surround) : null;
}

async function changeLevel(level) {
  if (level === making.level) return;
  making.chosen = new Set();
  making.before = [];
  if (await goToLevel(level)) tell();
}

/** By its name or code, for who has no pointer. */
function addNamed(text) {
  const wanted = text.trim().toLowerCase();
  const area = making.areas.find(({ properties: { c, n } }) => {
    return [c, n].some((known) => known.toLowerCase() === wanted);
  });
  if (area && !making.chosen.has(codeOf(area))) toggle(codeOf(area));
  return Boolean(area);
}

function stop() {
  draw(false);
  making.form.remove();
  making = null;
  state.pick = null;
  hideChosen();
  document.documentElement.classList.remove(MAKING);
  document.querySelector("#part-own-region > summary")?.focus();
}

async function finish() {
  const { form, areas, level, chosen, rules } = making;
  const members = membersOf(level, chosen, areas.map(codeOf));
  if (!members.length || isLong(members, rules)) return;
  const name = plainName(form.name(), rules.longestName) || rules.words.name;
  const code = regionCode(name, level, members, form.ownColour());
  const search = withValues(currentQuery(), {
    [rules.region]: code,
    [rules.level]: rules.levels.postcode,
  });
  stop();
  setProps("address", { search });
  await whenShown();
  openSheet();
}

/** Begin with the region that is shown, where that is one's own; else with none. */
export async function make() {
  if (making) return;
  const place = document.getElementById("region-maker");
  const rules = JSON.parse(place.dataset.rules);
  const shown = readCode(valuesOf(currentQuery(), rules.region).at(-1) ?? "");
  making = { rules, before: [], chosen: new Set(), areas: [], level: null, sheet: null };
  document.documentElement.classList.add(MAKING);
  making.form = await formOf(place, rules, shown, {
    addNamed,
    changeLevel,
    draw,
    finish,
    paint: tell,
    stop,
    undo,
  });
  if (!(await goToLevel(shown?.level ?? "municipality"))) return;
  if (shown) making.chosen = new Set(areasOf(shown.level, shown.members, making.areas.map(codeOf)));
  state.pick = (id) => {
    if (!place.isConnected) return stop(); // another page or language
    return toggle(codeOf(making.areas.find((area) => area.id === id)));
  };
  making.form.names(making.areas);
  tell();
}
