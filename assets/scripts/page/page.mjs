/* The document around what Dash draws: its language and title, and which page it is. */

import { wordOf } from "../address/query.mjs";
import { setProps, unchanged } from "../dash.mjs";
import { rules } from "../rules.mjs";
import { screen } from "../screen/mode.mjs";
import { uncoverReading } from "./first.mjs";

// The map and the page as a whole each follow the address. Where it leads to another page, only
// the page is told: else the map, in sight until that page is there, would ask for and show the
// answers of an address that is not its own. This listener comes before those of Dash.
function leaveMap(event) {
  const { pathname, search, hash, href } = window.location;
  if (pathname === rules().addresses.map) return;
  event.stopImmediatePropagation();
  setProps("url", { pathname, search, hash, href });
}
window.addEventListener("popstate", leaveMap);
window.addEventListener("_dashprivate_pushstate", leaveMap);

/** The page and language that an address asks; unchanged where they are those that were asked. */
export function wanted(pathname, search, before) {
  const language = wordOf(search, rules().language);
  const isSame = before?.pathname === pathname && before?.language === language;
  return isSame ? unchanged() : { pathname, language };
}

/** Language and title of the document, and whether it is as large as a wall. */
export function page(shown) {
  screen(window.location.search);
  if (!shown) return;
  document.documentElement.lang = shown.language;
  // A view of the map has a title of its own, which comes with it.
  const title = rules().titles[shown.page]?.[shown.language];
  if (!title) return;
  document.title = title;
  uncoverReading();
}
