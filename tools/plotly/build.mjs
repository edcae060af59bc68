// Bundle entry.js to one script that sets `window.Plotly`, and the licences beside it.
// The settings are those of plotly.js's own esbuild-config.js, for newer browsers.
import { build } from "esbuild";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const TARGET = process.argv[2] ?? `${HERE}../../assets/vendor`;
const manifest = (name) => JSON.parse(readFileSync(`${HERE}node_modules/${name}/package.json`));
const version = manifest("plotly.js").version;

/** A style sheet becomes a <style> in the page, as in plotly.js's own bundles. */
const inlineCss = {
  name: "inline-css",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const sheet = await build({ entryPoints: [path], bundle: true, minify: true, write: false });
      const text = JSON.stringify(sheet.outputFiles[0].text.trim());
      const contents = `const style = document.createElement("style");
        style.textContent = ${text};
        document.head.append(style);`;
      return { contents, loader: "js" };
    });
  },
};

const result = await build({
  absWorkingDir: HERE,
  entryPoints: ["entry.js"],
  outfile: `plotly-map-${version}.min.js`,
  write: false,
  bundle: true,
  format: "iife",
  globalName: "Plotly",
  minify: true,
  target: ["chrome100", "edge100", "firefox100", "safari15.4"],
  alias: { "country-iso-search": "./countries.js" },
  define: { global: "window", "define.amd": "false" },
  plugins: [inlineCss],
  banner: {
    js: `/*! plotly.js v${version}, part of it: bar, choroplethmap, scatter, scattermap, locale nl.
 Copyright Plotly, Inc., MIT; with others: see plotly-map-${version}.LICENSES.txt */`,
  },
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
});

/** Packages of which code is in the bundle. A package such as maplibre-gl comes as one file with
 * its own dependencies already inside, so those count as well. */
function bundled() {
  const output = Object.values(result.metafile.outputs)[0];
  const names = Object.keys(output.inputs)
    .map((path) => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1])
    .filter(Boolean);
  const inside = Object.keys(manifest("maplibre-gl").dependencies);
  return [...new Set([...names, ...inside.filter((name) => !name.startsWith("@types/"))])].sort();
}

function licence(name) {
  const { version: number, license, author } = manifest(name);
  const folder = `${HERE}node_modules/${name}`;
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  const texts = files.sort().map((file) => readFileSync(`${folder}/${file}`, "utf8").trim());
  if (!texts.length) texts.push(`No text in the package. Author: ${author?.name ?? author}`);
  const head = `${name} ${number} (${license})`;
  return [head, "-".repeat(head.length), ...texts].join("\n");
}

mkdirSync(TARGET, { recursive: true });
const file = `${TARGET}/plotly-map-${version}`;
writeFileSync(`${file}.min.js`, result.outputFiles[0].contents);
writeFileSync(`${file}.LICENSES.txt`, bundled().map(licence).join("\n\n\n") + "\n");
