/* Sites as rings, where marks so small could not be told apart. */

/** The rings of the sites; those with marks have none.
 * @param {import("./sites.mjs").Sites} message
 */
export function ringsOf({ marked, code, lon, lat, size, text }) {
  if (marked) return [];
  return code.map((one, index) => ({
    at: [lon[index], lat[index]],
    size: size[index],
    text: text[index],
    code: one,
  }));
}
