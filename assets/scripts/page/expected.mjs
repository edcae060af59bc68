/* Questions to the server, sent as they are asked or before. */

import { rules } from "../rules.mjs";
import { questionOf, shown } from "./shown.mjs";

// A link that is pressed, and how it is now while something is supposed.
const MOST = 2;

/** Questions that were sent before they are asked, the last of them last. */
let expected = [];

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

function onItsWay(asked, marks) {
  return expected.find((one) => one.asked === asked && one.marks === marks);
}

function without(one) {
  expected = expected.filter((other) => other !== one);
}

/** Fetch the answer to what may be asked next of what is shown. */
export function expectNext(search) {
  const [asked, inSight] = [questionOf(search), shown()];
  const marks = inSight?.marks ?? "";
  if (inSight?.asked === asked || onItsWay(asked, marks)) return;
  const next = sent(asked, marks);
  const kept = expected.filter((one) => one.marks === marks).slice(1 - MOST);
  for (const one of expected) if (!kept.includes(one)) one.stop.abort();
  expected = [...kept, next];
  next.answer.then((update) => {
    if (!update) without(next);
  });
}

/** A question that is asked, on its way now if it was not before. From now on who asked it stops it,
 * and nobody else.
 */
export function sentQuestion(asked, marks) {
  const next = onItsWay(asked, marks);
  if (!next) return sent(asked, marks);
  without(next);
  return next;
}
