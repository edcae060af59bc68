/* Numbers as people read them, in the notation of the language. */

const MINUS = "−";
export const NOTHING_KNOWN = "–";

const EXACT = 6; // decimals that a sum is good for

/** As the server rounds (dashboard/formatting.py): what computers make of sums (0.6499999999) is first
 * put right, and half goes away from nothing.
 */
function rounded(value, decimals) {
  const scale = 10 ** decimals;
  const exact = Number((Math.abs(value) * scale).toFixed(EXACT));
  return (Math.sign(value) * Math.floor(exact + 0.5)) / scale;
}

export function number(value, decimals, language, signDisplay = "negative") {
  if (value === null || value === undefined) return NOTHING_KNOWN;
  const options = {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay, // what is rounded to nothing has no sign
  };
  return new Intl.NumberFormat(language, options)
    .format(rounded(value, decimals))
    .replace("-", MINUS);
}
