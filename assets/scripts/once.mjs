/* JSON by its address, of what stays the same: fetched once, whoever needs it. */

import { answerOf } from "./patient.mjs";
import { rules } from "./rules.mjs";

const fetched = new Map(); // address -> promise of JSON

/** @param {string} address below where the site begins
 * @returns {Promise<any>}
 */
export function jsonOf(address) {
  if (!fetched.has(address)) {
    const json = answerOf(rules().addresses.base + address).then((answer) => answer.json());
    fetched.set(
      address,
      json.catch((error) => {
        fetched.delete(address); // who comes next asks again
        throw error;
      }),
    );
  }
  return fetched.get(address);
}
