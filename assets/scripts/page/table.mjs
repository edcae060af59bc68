/* Which rows are in the table: what a reader types stands in the address, as every choice. */

import { changed } from "../address/query.mjs";
import { rules } from "../rules.mjs";
import { replaceAddress } from "./links.mjs";
import { currentQuery } from "./shown.mjs";

/** The address waits for the last letter of who types. */
const PAUSE_MS = 200;

let later = null; // timer

const textOf = (id) => document.getElementById(id).value.trim();

/** What the fields ask, as a query; an empty text takes a parameter out. */
function asked({ name, limit, first }) {
  const value = textOf("table-value");
  const limits = [textOf("table-column"), textOf("table-sense"), value].join(",");
  return new URLSearchParams({
    [name]: textOf("table-name"),
    [limit]: value && limits,
    [first]: "",
  });
}

function filter() {
  const fields = document.querySelector(".table-filter");
  if (!fields) return;
  delete fields.dataset.typing;
  const query = changed(currentQuery(), asked(fields.dataset), rules().parameters);
  replaceAddress(window.location.pathname + query);
}

document.addEventListener("input", (event) => {
  const fields = event.target.closest?.(".table-filter");
  if (!fields) return;
  fields.dataset.typing = "";
  clearTimeout(later);
  later = setTimeout(filter, PAUSE_MS);
});
