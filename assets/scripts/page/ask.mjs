/* Asking the server what the address shows. Only the last question counts; one that got no answer is
 * asked again.
 */

import { wordOf } from "../address/query.mjs";
import { jsonOf } from "../once.mjs";
import { rules } from "../rules.mjs";
import { stopPreview } from "../screen/play.mjs";
import { expectNext, sentQuestion } from "./expected.mjs";
import { addressPressed } from "./links.mjs";
import { show } from "./show.mjs";
import { frameElement, questionOf, shown } from "./shown.mjs";

const AGAIN_MS = 2_000;

let questions = 0;
let answered = 0; // the last question that came to an end
let underway = null; // the last question, as long as it has no answer
let again = null; // timer

/** The frame of the page, which Dash may still be drawing; none where it is no longer waited for. */
async function frameThere(isLast) {
  while (!frameElement() && isLast()) await new Promise(requestAnimationFrame);
  return frameElement();
}

/** Have the answer to an address on its way before it is asked. In another language the frame that
 * comes asks for itself.
 */
function expectAddress({ pathname, search }) {
  if (pathname !== rules().addresses.map || !shown()) return;
  if (frameElement().lang === wordOf(search, rules().language)) expectNext(search);
}

// A new address is asked as Dash comes to tell it: the answer comes while Dash is at work.
for (const kind of ["popstate", "_dashprivate_pushstate"]) {
  window.addEventListener(kind, () => expectAddress(window.location));
}

// A hand is on a link for a tenth of a second before it lets go, and only then the link is followed.
document.addEventListener("pointerdown", (event) => {
  const address = addressPressed(event);
  if (address !== null) expectAddress(new URL(address, window.location.href));
});

function isLost() {
  return document.getElementById("lost")?.hidden === false;
}

/** Say that the server does not answer, or no longer. */
function tellLost(isWithout) {
  const note = document.getElementById("lost");
  if (note) note.hidden = !isWithout;
}

/** An update, and the sites that it speaks of; null where it has to be asked again. */
async function answerTo(asked, marks) {
  underway?.stop.abort();
  underway = sentQuestion(asked, marks);
  const update = await underway.answer;
  if (!update) return null;
  try {
    const { sites } = update.messages;
    return { update, list: sites && (await jsonOf(sites.listedAt)) };
  } catch {
    return null;
  }
}

/** What the address asks on the screen; false where it has to be asked again. */
async function shownAnswer(search, ground, isLast) {
  const asked = questionOf(search);
  const frame = await frameThere(isLast);
  const isWanted = () => isLast() && frame === frameElement();
  // Another language is another frame, which asks for itself.
  if (isWanted() && frame.lang !== wordOf(search, rules().language)) return true;
  const marks = shown()?.marks ?? "";
  const answer = isWanted() && (await answerTo(asked, marks));
  if (!isWanted()) return true;
  if (!answer) {
    tellLost(true);
    return false;
  }
  const { update, list } = answer;
  // Meanwhile something else was shown: what differs from that, the server has to say anew.
  const isOld = marks !== (shown()?.marks ?? "");
  if (isOld || frame.lang !== update.language) {
    tellLost(false);
    return !isOld;
  }
  const isShown = await show(update, { frame, asked, ground, list, isWanted });
  if (isWanted()) tellLost(!isShown);
  return isShown;
}

async function question(search, ground) {
  questions += 1;
  const number = questions;
  const isLast = () => number === questions;
  clearTimeout(again);
  const isDone = await shownAnswer(search, ground, isLast);
  if (!isLast()) return;
  if (isDone) answered = number;
  else again = setTimeout(() => question(search, ground), isLost() ? AGAIN_MS : 0);
}

/** Is there a question without an answer? */
export function isAsking() {
  return questions !== answered;
}

/** The address changed. */
export function ask(search, ground) {
  stopPreview();
  question(search, ground);
}
