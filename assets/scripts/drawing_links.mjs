/* A drawing of the map is of what the reader looks at: its links get the camera of this page. */

import { withCameraOf } from "./address/camera.mjs";
import { rules } from "./rules.mjs";

document.addEventListener(
  "click",
  (event) => {
    const link = event.target.closest?.("a[download]");
    if (link?.pathname !== rules().addresses.drawing) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    link.href = withCameraOf(window.location.search, link.href, rules().camera).href;
  },
  true,
);
