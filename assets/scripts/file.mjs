/* Fetching a file from the server, and handing it to the reader. */

import { answerOf } from "./patient.mjs";

/** The file of an address.
 * @param {RequestInit} [how]
 */
export async function fetched(address, how) {
  const answer = await answerOf(address, how);
  if (answer.ok) return answer;
  throw new Error(await answer.text());
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
