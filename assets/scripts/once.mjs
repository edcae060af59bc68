/* JSON by its address, of what stays the same: fetched once, whoever needs it. */

const fetched = new Map(); // address -> promise of JSON

/** @returns {Promise<any>} */
export function jsonOf(address) {
  if (!fetched.has(address)) {
    const json = fetch(address).then((answer) => answer.json());
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
