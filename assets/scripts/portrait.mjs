/* A page on paper: it prints, and its links say when a file is coming. */

import "./progress.mjs";

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
