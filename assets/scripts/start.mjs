/* The entry of a page that Dash draws: its scripts run once the first picture is on the screen.
 *
 * They take a second, in which a browser draws nothing. The page names them, so that they are on
 * their way before, but in a template, where they do not run.
 */

import { frameDrawn } from "./frame.mjs";
import { geometryOf } from "./map/geometry.mjs";
import { jsonOf } from "./once.mjs";
import { expectNext } from "./page/expected.mjs";
import { fitWords } from "./screen/fit.mjs";

/** Run a script of the template; resolves once it has run. */
function run({ src, text }) {
  const script = document.createElement("script");
  if (!src) script.text = text;
  return new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${src} did not come`));
    if (src) script.src = src;
    document.head.append(script);
    if (!src) resolve();
  });
}

/** What the first view is drawn with is on its way before anything asks for it. */
function fetchAhead({ geometry, later }) {
  if (!geometry) return;
  // Who needs them asks again.
  geometryOf(geometry).catch(() => null);
  for (const address of later.split(" ")) jsonOf(address).catch(() => null);
  expectNext(window.location.search);
}

const template = document.getElementById("scripts");
fitWords(); // of the first picture
await frameDrawn();
fetchAhead(template.dataset);
// One after the other: in between the page answers to a hand.
for (const script of template.content.querySelectorAll("script")) await run(script);
await import("./main.mjs");
