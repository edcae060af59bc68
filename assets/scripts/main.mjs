/* The entry of the main page: what Dash calls, and then Dash itself.
 *
 * Modules run after the page is read. So Dash is started here, once every function that its
 * callbacks call is there.
 */

import "./drawing_links.mjs";
import "./page/menus.mjs";
import "./progress.mjs";
import "./screen/keys.mjs";
import "./share.mjs";
import { curve } from "./curve/curve.mjs";
import { forgetFile } from "./facilities/file.mjs";
import { facilities, ownFacilities } from "./facilities/layer.mjs";
import { paint } from "./map/draw.mjs";
import { preview } from "./map/paint.mjs";
import { sites } from "./map/sites.mjs";
import { state } from "./map/state.mjs";
import { page } from "./page/page.mjs";
import { drag, threshold } from "./page/threshold.mjs";
import { scatter } from "./scatter/scatter.mjs";
import { screen } from "./screen/mode.mjs";
import { travel } from "./travel/rings.mjs";

window.dash_clientside ??= {};
window.dash_clientside.techniek = {
  curve,
  drag,
  facilities,
  forgetFile,
  ownFacilities,
  page,
  paint,
  scatter,
  screen,
  sites,
  threshold,
  travel,
};

// For tests and measurements, which look at what is painted and paint without a server.
window.techniek = { state, preview, paint };

screen(window.location.search); // before anything is drawn
new window.DashRenderer();
