/* A file of a user: one that is too large never leaves the browser, and any can be taken back. */

import { unchanged } from "../dash.mjs";
import { rules } from "../rules.mjs";

function tellTooLarge(field, files) {
  const note = field.closest(".menu")?.querySelector(".file-too-large");
  const isTooLarge = (file) => file.size > rules().largestFile;
  if (note) note.hidden = ![...(files ?? [])].some(isTooLarge);
}

function listen(kind, filesOf) {
  const tell = (event) => {
    const field = event.target.closest?.(".own-file");
    if (field) tellTooLarge(field, filesOf(event));
  };
  document.addEventListener(kind, tell, true);
}

listen("change", (event) => event.target.files);
listen("drop", (event) => event.dataTransfer?.files);

/** A file that was chosen, for the server, and the field empty again. */
export function takeFile(contents, name) {
  return contents ? [{ contents, name }, null] : [unchanged(), unchanged()];
}

/** Rows and words of the file that the user takes back. */
export function forgetFile(clicks) {
  return Array(2).fill(clicks ? null : unchanged());
}
