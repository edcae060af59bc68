/* How fast one rides: the number in its field stands in the address, as every choice. */

import { changed, valuesOf } from "../address/query.mjs";
import { rules } from "../rules.mjs";
import { replaceAddress } from "./links.mjs";
import { currentQuery } from "./shown.mjs";

function isIn(field) {
  return field === document.activeElement;
}

/** The field shows the speed that a query asks, whatever was typed before; not while it is used.
 * The server sends no part that it thinks is shown already.
 */
export function showSpeed(query) {
  const field = document.getElementById("speed");
  const { parameter, usual } = rules().speed;
  if (field && !isIn(field)) field.value = valuesOf(query, parameter).at(-1) ?? usual;
}

document.addEventListener("change", ({ target }) => {
  if (target.id !== "speed") return;
  if (!target.checkValidity()) {
    // To say so takes the focus: not from a link that is just being clicked.
    if (isIn(target)) target.reportValidity();
    return;
  }
  const { parameter, usual } = rules().speed;
  const speed = Number(target.value) === usual ? "" : target.value;
  const query = changed(currentQuery(), { [parameter]: speed }, rules().parameters);
  replaceAddress(window.location.pathname + query);
});
