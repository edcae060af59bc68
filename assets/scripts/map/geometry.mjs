/* Geometry by its address: fetched once, whoever needs it. */

const fetched = new Map(); // address -> promise of GeoJSON

export function geometryOf(address) {
  if (!fetched.has(address)) {
    const geometry = fetch(address).then((answer) => answer.json());
    fetched.set(
      address,
      geometry.catch((error) => {
        fetched.delete(address); // the next view asks again
        throw error;
      }),
    );
  }
  return fetched.get(address);
}
