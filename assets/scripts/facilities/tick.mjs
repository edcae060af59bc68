/* The tick that has a user's own places go along in files: in every menu that opens. */

import { MENUS, offer, setAlong } from "./along.mjs";

document.addEventListener(
  "toggle",
  (event) => {
    if (event.target.matches?.(MENUS) && event.target.open) offer(event.target);
  },
  true,
);

document.addEventListener("change", (event) => {
  if (event.target.closest?.(".own-along")) setAlong(event.target.checked);
});
