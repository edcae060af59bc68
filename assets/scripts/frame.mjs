/* When a frame is on the screen. */

const PATIENCE_MS = 500; // a window that is not seen draws no frame

/** Resolves once a frame was drawn. */
export function frameDrawn() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, PATIENCE_MS);
  });
}
