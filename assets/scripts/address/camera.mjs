/* The camera in the address: longitude, latitude and zoom. */

import { valuesOf, withValues } from "./query.mjs";

const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;

/** Null where the address has none that can be used. */
export function cameraOf(search, range) {
  const texts = (valuesOf(search, range.parameter)[0] ?? "").split(",");
  if (texts.length !== 3 || !texts.every((text) => NUMBER.test(text))) return null;
  const [lon, lat, zoom] = texts.map(Number);
  if (Math.abs(lon) > range.lon || Math.abs(lat) > range.lat) return null;
  return zoom >= range.least && zoom <= range.most ? { center: [lon, lat], zoom } : null;
}

/** The query with this camera. */
export function withCamera(search, { lng, lat }, zoom, range) {
  const camera = [lng.toFixed(4), lat.toFixed(4), zoom.toFixed(2)].join();
  return withValues(search, { [range.parameter]: camera });
}

/** An address in full, with the camera that a reader chose on this page, or none. */
export function withCameraOf(search, address, range) {
  const whole = new URL(address, window.location.href);
  const [camera] = valuesOf(search, range.parameter);
  if (camera) whole.searchParams.set(range.parameter, camera);
  else whole.searchParams.delete(range.parameter);
  return whole;
}
