/* Numbers as people read them, in the notation of the language. */

const MINUS = "−";
export const NOTHING_KNOWN = "–";

export function number(value, decimals, language, signDisplay = "negative") {
  if (value === null || value === undefined) return NOTHING_KNOWN;
  const options = {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay, // what is rounded to nothing has no sign
  };
  return new Intl.NumberFormat(language, options).format(value).replace("-", MINUS);
}
