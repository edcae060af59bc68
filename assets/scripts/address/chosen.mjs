/* The chosen regions in the address of a labour view. */

import { valuesOf, withValues } from "./query.mjs";

export function chosenOf(search, { chosen }) {
  const text = valuesOf(search, chosen.parameter).at(-1) ?? "";
  return text ? text.split(",") : [];
}

/** The query with these regions chosen; a site that was open closes. */
export function withChosen(search, codes, { chosen, site }) {
  const text = codes.slice(0, chosen.most).join();
  return withValues(search, { [chosen.parameter]: text || null, [site]: null });
}

/** What is chosen after a click on a region: it alone, or nothing when it was the one; `adding`
 * adds it to the others or drops it from them.
 */
export function afterClick(before, code, adding) {
  const held = before.includes(code);
  if (adding) return held ? before.filter((one) => one !== code) : [...before, code];
  return held && before.length === 1 ? [] : [code];
}
