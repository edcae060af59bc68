/* Language and title of the document, which are outside what Dash draws. */

import { rules } from "../rules.mjs";

export function page(shown) {
  if (!shown) return;
  document.documentElement.lang = shown.language;
  document.title = rules().titles[shown.language];
}
