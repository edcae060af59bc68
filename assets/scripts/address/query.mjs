/* Reading and changing the query of an address, as the server does. */

/** What mail and chat take along of the sentence around an address. */
const SENTENCE = /[ \t\r\n\u00a0\u200b.,;:!?)\]}>'"»”’]{1,8}$/;

/** Every value of a parameter, in order. */
export function valuesOf(search, parameter) {
  const values = new URLSearchParams((search ?? "").replace(/^\?+/, "")).getAll(parameter);
  return values.map((value) => value.replace(SENTENCE, ""));
}

/** The last of the values that can be used; the usual one where there is none. */
export function wordOf(search, { parameter, usual, words }) {
  return valuesOf(search, parameter).findLast((word) => words.includes(word)) ?? usual;
}

/** The same for a whole number: plain digits, in its range, on a step. */
export function numberOf(search, { parameter, usual, least, most, step }) {
  const fits = (text) => {
    const value = Number(text);
    if (!/^[1-9]\d*$/.test(text) || value < least || value > most) return false;
    return (value - least) % step === 0;
  };
  return Number(valuesOf(search, parameter).findLast(fits) ?? usual);
}

/** The query with some parameters changed; null takes one out. Commas stay readable. */
export function withValues(search, values) {
  const parameters = new URLSearchParams(search ?? "");
  for (const [name, value] of Object.entries(values)) {
    if (value === null) parameters.delete(name);
    else parameters.set(name, value);
  }
  const query = parameters.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return query ? `?${query}` : "";
}

/** Where a link leads from the view of a query: its path and its anchor stay. */
export function leading(href, search, changes, order) {
  const [address, ...anchor] = href.split(/(?=#)/);
  const [path] = address.split("?");
  return path + changed(search, changes, order) + anchor.join("");
}

/** A query with what `changes` says of its parameters, a query too; an empty text takes one out. In
 * the order in which the server writes them.
 */
export function changed(search, changes, order) {
  const parameters = new URLSearchParams(search);
  for (const [name, value] of new URLSearchParams(changes)) {
    if (value) parameters.set(name, value);
    else parameters.delete(name);
  }
  const place = ([name]) => (order.includes(name) ? order.indexOf(name) : order.length);
  const pairs = [...parameters].sort((one, other) => place(one) - place(other));
  return withValues(new URLSearchParams(pairs), {});
}
