/* The rings of a site before the page of it is there: fetched when the pointer comes near. */

import { withValues } from "../address/query.mjs";
import { rules } from "../rules.mjs";
import { travel } from "./rings.mjs";

const foreseen = new Map(); // address -> promise of a message
let clicks = 0; // on sites: only the last one counts

/** What the address asks; where the camera stands is no question. */
function question() {
  return withValues(window.location.search, { [rules().camera.parameter]: null });
}

/** The pointer is on a site: its rings come already, in case it is clicked. */
export function foresee(code) {
  const { addresses, site } = rules();
  const address = addresses.rings + withValues(window.location.search, { [site]: code });
  if (!foreseen.has(address)) {
    const message = fetch(address).then((answer) => (answer.ok ? answer.json() : null));
    foreseen.set(
      address,
      message.catch(() => null),
    );
  }
  return foreseen.get(address);
}

/** The rings of a site that was just clicked, without waiting for the page. Is the click still what
 * was asked last?
 */
export async function hurry(code) {
  clicks += 1;
  const [click, before] = [clicks, question()];
  const message = await foresee(code);
  if (click !== clicks || before !== question()) return false;
  if (message) travel(message);
  return true;
}
