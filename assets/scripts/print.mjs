/* On paper the page is its drawing: question, number, map, legend and source on one sheet, as a map
 * that is drawn by a graphics card has nothing left for a printer.
 */

import { withCameraOf } from "./address/camera.mjs";
import { withValues } from "./address/query.mjs";
import { currentQuery } from "./page/shown.mjs";
import { rules } from "./rules.mjs";

/** The drawing of what is in sight, in the form that fills a standing sheet best. */
function drawing() {
  const { addresses, camera, square } = rules();
  const query = withValues(currentQuery(), { [square.parameter]: square.word });
  return withCameraOf(window.location.search, addresses.drawing + query, camera).href;
}

window.addEventListener("beforeprint", () => {
  const sheet = document.getElementById("print-sheet");
  if (sheet) sheet.src = drawing();
});
