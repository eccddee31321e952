// Limits of the files that a driver loads: the start, the first map, which loads beside the list, and the home page with its map, whose library loads
// while the list is visible already.
import { readFileSync } from "node:fs";
import { withImports } from "./scripts/imports.mjs";

const manifest = JSON.parse(readFileSync(new URL("dist/.vite/manifest.json", import.meta.url), "utf8"));
const map = Object.keys(manifest).find((name) => name.endsWith("features/places/map/map-view.tsx"));
const chunkOf = (wanted) => Object.keys(manifest).find((name) => manifest[name].name === wanted);
const [app, firstMap] = [chunkOf("app"), chunkOf("first-map")];

/** A chunk and its static imports. */
const chunks = (entry) => withImports(entry, (name) => manifest[name].imports ?? []);

/** Code and styles of chunks; not their fonts and pictures, which are compressed already. */
const files = (names) => {
  const all = names.flatMap((name) => [manifest[name].file, ...(manifest[name].css ?? [])]);
  return [...new Set(all.map((file) => `dist/${file}`))];
};

/** The map's worker: a chunk, or a file as the library comes. */
const isWorker = (file) => /maplibre-(gl-)?worker/.test(file);
const workers = Object.values(manifest).flatMap(({ file, assets = [] }) => [file, ...assets].filter(isWorker));

if (!map || !app || !firstMap) throw new Error("The app, the first map and the map must be chunks.");
// The page's script loads the app and the texts of one language side by side; English stands for all.
const entries = ["index.html", app, "src/locales/messages-en.ts"];
const start = [...new Set(entries.flatMap((name) => [...chunks(name)]))];
if (start.some((name) => /maplibre/.test(manifest[name].file))) {
  throw new Error("The map library must be in a chunk of its own.");
}
// A browser opens few connections, which the requests of the list need at the same time.
const beside = [...chunks(firstMap)].filter((name) => name !== firstMap && !start.includes(name));
if (beside.length) throw new Error(`The first map must be one chunk, without ${beside.join(", ")}`);
// Of other pages, or only for what some drivers do or some deployments have.
const lazy = /admin|account|reservation|visit|scan|zxing|stripe|pmtiles|proof-of-work/;
const home = [...new Set([...start, ...chunks(map)])];
const early = home.filter((name) => lazy.test(manifest[name].src ?? ""));
if (early.length) throw new Error(`Not for the home page: ${early.join(", ")}`);
if (!workers.length) throw new Error("The map has no worker.");
const worker = Object.keys(manifest).find((name) => isWorker(manifest[name].file));
const foreign = worker ? [...chunks(worker)].filter((name) => !/maplibre|runtime/.test(manifest[name].file)) : [];
if (foreign.length) throw new Error(`Only for a page, not for the worker: ${foreign.join(", ")}`);

const page = [...files(home), ...new Set(workers.map((file) => `dist/${file}`)), "dist/index.html"];

export default [
  { name: "start", path: files(start), gzip: true, limit: "175 kB" },
  { name: "first map", path: files([firstMap]), gzip: true, limit: "9 kB" },
  { name: "home page with its map", path: page, gzip: true, limit: "450 kB" },
];
