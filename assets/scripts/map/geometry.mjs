/* Geometry by its address, for whoever needs it, Plotly too. */

import { jsonOf } from "../once.mjs";

/** @returns {Promise<object>} GeoJSON */
export async function geometryOf(address) {
  const geometry = await jsonOf(address);
  // Where Plotly looks before it would fetch it itself.
  window.PlotlyGeoAssets = { topojson: {}, ...window.PlotlyGeoAssets, [address]: geometry };
  return geometry;
}
