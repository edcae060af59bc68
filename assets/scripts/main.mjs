/* What Dash calls, and then Dash itself: it is started here, once every function that its callbacks
 * call is there (start.mjs comes before).
 */

import "./drawing_links.mjs";
import "./facilities/tick.mjs";
import "./page/menus.mjs";
import "./page/table.mjs";
import "./page/what_if.mjs";
import "./print.mjs";
import "./progress.mjs";
import "./region/start.mjs";
import "./screen/keys.mjs";
import "./share.mjs";
import { forgetFile, takeFile } from "./facilities/file.mjs";
import { ownFacilities } from "./facilities/layer.mjs";
import { tellFile, tellTable } from "./facilities/told.mjs";
import { paint } from "./map/draw.mjs";
import { preview } from "./map/paint.mjs";
import { state } from "./map/state.mjs";
import { ask, isAsking } from "./page/ask.mjs";
import { cover } from "./page/first.mjs";
import { page, wanted } from "./page/page.mjs";
import { listed, sought } from "./page/search.mjs";
import { isShown } from "./page/shown.mjs";
import { drag, threshold } from "./page/threshold.mjs";
import { screen } from "./screen/mode.mjs";

window.dash_clientside ??= {};
window.dash_clientside.techniek = {
  ask,
  drag,
  forgetFile,
  listed,
  ownFacilities,
  page,
  sought,
  takeFile,
  tellFile,
  tellTable,
  threshold,
  wanted,
};

// For tests and measurements, which look at what is painted and paint without a server.
window.techniek = { state, preview, paint, isAsking, isShown };

screen(window.location.search); // before anything is drawn
cover();
new window.DashRenderer();
