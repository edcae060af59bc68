/* Fetching a file from the server, and handing it to the reader. */

import { answerOf } from "./patient.mjs";

/** What the server refuses, in its words, which say what to do. */
class Refusal extends Error {}

/** Ours say in which language; of a fault a proxy tells whatever it wants, mostly a page. */
function isOurs({ headers }) {
  return headers.has("Content-Language") && headers.get("Content-Type")?.startsWith("text/plain");
}

/** The file of an address.
 * @param {RequestInit} [how]
 */
export async function fetched(address, how) {
  const answer = await answerOf(address, how);
  if (answer.ok) return answer;
  throw isOurs(answer) ? new Refusal(await answer.text()) : new Error(answer.statusText);
}

/** Why something did not come, for who asked for it by this element. What a browser says of it is in
 * its own language: only refusals of the server are told as they are.
 */
export function faultOf(error, element) {
  const fault = document.createElement("p");
  fault.className = "fetch-fault note";
  fault.setAttribute("role", "alert");
  const usual = element.closest("[data-fault]").dataset.fault;
  fault.textContent = error instanceof Refusal ? error.message : usual;
  return fault;
}

/** What did not come may do so now. */
export function forgetFaults() {
  for (const fault of document.querySelectorAll(".fetch-fault")) fault.remove();
}
window.addEventListener("online", forgetFaults);

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
