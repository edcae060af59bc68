/* Fetching a file from the server, and handing it to the reader. */

const TRIES = 4;

function wait(seconds) {
  return new Promise((done) => setTimeout(done, seconds * 1000));
}

/** The file of an address; a server that is busy is asked again when it says so.
 * @param {RequestInit} [how]
 */
export async function fetched(address, how) {
  for (let turn = 1; ; turn += 1) {
    const answer = await fetch(address, how);
    if (answer.ok) return answer;
    if (answer.status !== 503 || turn === TRIES) throw new Error(await answer.text());
    await wait(Number(answer.headers.get("Retry-After")) || 5);
  }
}

export function nameOf(answer) {
  return /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? "";
}

export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
