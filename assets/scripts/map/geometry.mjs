/* Geometry by its address: fetched once, whoever needs it, Plotly too. */

const fetched = new Map(); // address -> promise of GeoJSON

async function take(address) {
  const geometry = await (await fetch(address)).json();
  // Where Plotly looks before it would fetch it itself.
  window.PlotlyGeoAssets = { topojson: {}, ...window.PlotlyGeoAssets, [address]: geometry };
  return geometry;
}

/** @returns {Promise<object>} GeoJSON */
export function geometryOf(address) {
  if (!fetched.has(address)) {
    const geometry = take(address);
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
