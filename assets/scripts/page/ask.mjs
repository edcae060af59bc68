/* Asking the server what the address shows. Only the last question counts; one that got no answer is
 * asked again.
 */

import { wordOf } from "../address/query.mjs";
import { jsonOf } from "../once.mjs";
import { rules } from "../rules.mjs";
import { stopPreview } from "../screen/play.mjs";
import { show } from "./show.mjs";
import { frameElement, isShown, questionOf, shown } from "./shown.mjs";

const AGAIN_MS = 2_000;

let questions = 0;
let answered = 0; // the last question that came to an end
let underway = null; // the last question, as long as it has no answer
let again = null; // timer
/** A question that was sent before it is asked. */
let expected = null;

/** The frame of the page, which Dash may still be drawing; none where it is no longer waited for. */
async function frameThere(isLast) {
  while (!frameElement() && isLast()) await new Promise(requestAnimationFrame);
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

/** A question on its way; its answer is null where none came. */
function sent(asked, marks) {
  const stop = new AbortController();
  return { asked, marks, stop, answer: fetched(asked, marks, stop.signal).catch(() => null) };
}

/** Fetch the answer to what may be asked next of what is shown. */
export function expectNext(search) {
  const [asked, marks] = [questionOf(search), shown()?.marks ?? ""];
  if (expected?.asked === asked && expected.marks === marks) return;
  expected?.stop.abort();
  const next = sent(asked, marks);
  expected = next;
  next.answer.then((update) => {
    if (!update && expected === next) expected = null;
  });
}

/** A new address is asked as Dash comes to tell it; its answer is on its way before, while Dash is
 * at work. In another language the frame that comes asks for itself.
 */
function expectAddress() {
  const { pathname, search } = window.location;
  const frame = frameElement();
  if (pathname !== rules().addresses.map || !shown()) return;
  if (frame.lang === wordOf(search, rules().language) && !isShown()) expectNext(search);
}
for (const kind of ["popstate", "_dashprivate_pushstate"]) {
  window.addEventListener(kind, expectAddress);
}

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
  const isExpected = expected?.asked === asked && expected.marks === marks;
  underway = isExpected ? expected : sent(asked, marks);
  // From now on it is stopped by the next question alone.
  if (isExpected) expected = null;
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
  tellLost(!answer);
  if (answer && frame.lang !== answer.update.language) return true;
  // Meanwhile something else was shown: what differs from that, the server has to say anew.
  if (!answer || marks !== (shown()?.marks ?? "")) return false;
  const { update, list } = answer;
  await show(update, { frame, asked, ground, list, isWanted });
  return true;
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
