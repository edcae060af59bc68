/* Asking a server that may be busy. */

const TRIES = 4;

function wait(seconds) {
  return new Promise((done) => setTimeout(done, seconds * 1000));
}

/** The answer of an address; a server that is busy is asked again when it says so.
 * @param {RequestInit} [how]
 */
export async function answerOf(address, how) {
  for (let turn = 1; ; turn += 1) {
    const answer = await fetch(address, how);
    if (answer.status !== 503 || turn === TRIES) return answer;
    await wait(Number(answer.headers.get("Retry-After")) || 5);
  }
}
