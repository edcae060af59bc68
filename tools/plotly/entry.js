// plotly.js with what the dashboard draws; `scatter` comes with the core.
const Plotly = require("plotly.js/lib/core");

Plotly.register([
  require("plotly.js/lib/bar"),
  require("plotly.js/lib/choroplethmap"),
  require("plotly.js/lib/scattermap"),
  require("plotly.js/lib/locales/nl"),
]);

module.exports = Plotly;
