/* On paper the page is its drawing: question, number, map, legend and source on one sheet, as a map
 * that is drawn by a graphics card has nothing left for a printer.
 */

import { withCameraOf } from "./address/camera.mjs";
import { withValues } from "./address/query.mjs";
import { asking, goAlong } from "./facilities/along.mjs";
import { currentQuery } from "./page/shown.mjs";
import { rules } from "./rules.mjs";

/** The drawing of what is in sight, in the form that fills a standing sheet best. */
function drawing() {
  const { addresses, camera, square } = rules();
  const query = withValues(currentQuery(), { [square.parameter]: square.word });
  return withCameraOf(window.location.search, addresses.drawing + query, camera).href;
}

/** The same with the places of the user. Paper does not wait for what is asked beside it. */
function drawingWithPlaces() {
  const { method, body, headers } = asking();
  const asked = new XMLHttpRequest();
  asked.open(method, drawing(), false);
  for (const [name, value] of Object.entries(headers)) asked.setRequestHeader(name, value);
  asked.send(body);
  return asked.status === 200
    ? `data:image/svg+xml,${encodeURIComponent(asked.responseText)}`
    : drawing();
}

window.addEventListener("beforeprint", () => {
  const sheet = document.getElementById("print-sheet");
  if (sheet) sheet.src = goAlong() ? drawingWithPlaces() : drawing();
});
