/* How a region of one's own is written in the address, as geodata/layouts.py reads it. */

const LETTERS = { municipality: "g", postcode: "p" };
const NOT_IN_NAMES = /[~,/\\{}<>|\s]+/g;

/** A name without what codes use, and without letters that nobody sees. */
export function plainName(text, longest) {
  const seen = text.replace(NOT_IN_NAMES, " ").replace(/\p{C}/gu, "").replace(/ +/g, " ");
  return [...seen.trim()].slice(0, longest).join("").trim();
}

/** Postcode areas that follow each other are a range; municipalities stand one by one. */
export function membersOf(level, chosen, every) {
  const sorted = [...chosen].sort();
  if (level === "municipality") return sorted.map((code) => code.replace("GM", ""));
  const place = new Map([...every].sort().map((code, row) => [code, row]));
  const runs = [];
  for (const code of sorted) {
    const last = runs.at(-1);
    if (last && place.get(code) === place.get(last.at(-1)) + 1) last.push(code);
    else runs.push([code]);
  }
  return runs.map((run) => (run.length > 1 ? `${run[0]}-${run.at(-1)}` : run[0]));
}

/** The code of a region. */
export function regionCode(name, level, members, colour) {
  return `~${name}~${LETTERS[level]}${members.join(".")}${colour ? `~${colour}` : ""}`;
}

/** What a code says, without which areas there are; null where it is none. */
export function readCode(code) {
  const [, name, members, colour = ""] = code.match(/^~([^~]+)~([gp][\d.-]+)(?:~(\w{6}))?$/) ?? [];
  if (!members) return null;
  const level = members[0] === "g" ? "municipality" : "postcode";
  return { name, level, colour, members: members.slice(1).split(".") };
}

/** The areas of a level that members stand for. */
export function areasOf(level, members, every) {
  const prefix = level === "municipality" ? "GM" : "";
  const ranges = members.map((member) => member.split("-").map((code) => prefix + code));
  return every.filter((code) => {
    return ranges.some(([first, last = first]) => first <= code && code <= last);
  });
}
