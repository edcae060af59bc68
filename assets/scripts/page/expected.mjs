/* Questions to the server, sent as they are asked or before. */

import { rules } from "../rules.mjs";
import { questionOf, shown } from "./shown.mjs";

/** A question that was sent before it is asked. */
let expected = null;

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

/** A question that is asked, on its way now if it was not before. From now on who asked it stops it,
 * and nobody else.
 */
export function sentQuestion(asked, marks) {
  const isExpected = expected?.asked === asked && expected.marks === marks;
  if (!isExpected) return sent(asked, marks);
  const next = expected;
  expected = null;
  return next;
}
