/* How fast one rides: the number in its field stands in the address, as every choice. */

import { changed } from "../address/query.mjs";
import { rules } from "../rules.mjs";
import { replaceAddress } from "./links.mjs";
import { currentQuery } from "./shown.mjs";

document.addEventListener("change", ({ target }) => {
  if (target.id !== "speed" || !target.reportValidity()) return;
  const { parameter, usual } = rules().speed;
  const speed = Number(target.value) === usual ? "" : target.value;
  const query = changed(currentQuery(), { [parameter]: speed }, rules().parameters);
  replaceAddress(window.location.pathname + query);
});
