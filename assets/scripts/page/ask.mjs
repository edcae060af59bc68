/* Asking the server what the address shows. Only the last question counts; one that got no answer is
 * asked again.
 */

import { rules } from "../rules.mjs";
import { stopPreview } from "../screen/play.mjs";
import { show } from "./show.mjs";
import { frameElement, questionOf, shown } from "./shown.mjs";

const AGAIN_MS = 2_000;

let questions = 0;
let underway = null; // the last question, as long as it has no answer
let again = null; // timer

/** @returns {Promise<Element>} the frame of the page, which Dash may still be drawing */
async function frameThere() {
  while (!frameElement()) await new Promise(requestAnimationFrame);
  return frameElement();
}

async function fetched(asked, marks, signal) {
  const { addresses, shownHeader } = rules();
  const answer = await fetch(addresses.update + asked, {
    headers: { [shownHeader]: marks },
    signal,
  });
  if (!answer.ok) throw new Error(`${answer.status} for ${answer.url}`);
  return answer.json();
}

/** Say that the server does not answer, or no longer. */
function tellLost(isLost) {
  const note = document.getElementById("lost");
  if (note) note.hidden = !isLost;
}

/** @returns {Promise<import("./show.mjs").Update | null>} null where it has to be asked again */
async function answerTo(asked, marks) {
  underway?.abort();
  underway = new AbortController();
  try {
    return await fetched(asked, marks, underway.signal);
  } catch {
    return null;
  }
}

async function question(search, ground) {
  questions += 1;
  const number = questions;
  const isLast = () => number === questions;
  clearTimeout(again);
  const asked = questionOf(search);
  const frame = await frameThere();
  const marks = shown()?.marks ?? "";
  if (!isLast()) return;
  const update = await answerTo(asked, marks);
  if (!isLast() || frame !== frameElement()) return;
  tellLost(!update);
  if (!update) {
    again = setTimeout(() => question(search, ground), AGAIN_MS);
    return;
  }
  // Another language is another frame, which asks for itself.
  if (frame.lang !== update.language) return;
  const isWanted = () => isLast() && frame === frameElement();
  // Meanwhile something else was shown: what differs from that, the server has to say anew.
  if (marks !== (shown()?.marks ?? "")) question(search, ground);
  else show(update, { frame, asked, ground, isWanted });
}

/** The address changed. */
export function ask(search, ground) {
  stopPreview();
  question(search, ground);
}
