/* What a view says of its sites, together with the list of all of them, which every view shares. */

import { nearOf, numbersOf } from "../packing.mjs";

/** Parallel lists, a site each.
 * @typedef {object} SiteList
 * @property {string[]} code
 * @property {string[]} name
 * @property {string[]} place
 * @property {number[]} lon
 * @property {number[]} lat
 */

/** The sites of a view: those of rows in the list, and more after them.
 * @typedef {object} PackedSites
 * @property {string} listedAt address of the list, of the version that is meant
 * @property {string} key
 * @property {boolean} marked do the sites bear the letters of their profiles?
 * @property {Record<string, string>} letters profile -> letter
 * @property {string | null} chosen
 * @property {string} rows how near each is to the one before it, as letters
 * @property {[string, string, string, number, number][]} more code, name, place, lon and lat
 * @property {Record<string, string>} words profile -> its name
 * @property {string[]} mark profiles, such as BWI+PIE
 * @property {string} size a letter each
 * @property {string[]} detail candidates
 * @property {(string | null)[] | null} label young people who depend on it
 */

/** @returns {import("./sites.mjs").Sites | undefined} the sites with all that is known of each
 * @param {PackedSites | undefined} message
 * @param {SiteList} list
 */
export function unpacked(message, list) {
  if (!message) return undefined;
  const { listedAt: _, rows, more, words, size, detail, ...sites } = message;
  const listed = nearOf(rows).map((row) =>
    [list.code, list.name, list.place, list.lon, list.lat].map((of) => of[row]),
  );
  const all = [...listed, ...more];
  const text = all.map(([, name, place], index) => {
    const profiles = sites.mark[index].split("+").filter(Boolean);
    return [name, place, profiles.map((profile) => words[profile]), detail[index]];
  });
  const [code, lon, lat] = [0, 3, 4].map((at) => all.map((one) => one[at]));
  return { ...sites, size: numbersOf(size), code, lon, lat, text };
}
