// Limits of the JavaScript that a driver loads: the start chunk, and the map library, which loads while the list is visible already.
import { readFileSync } from "node:fs";

const manifest = JSON.parse(readFileSync(new URL("dist/.vite/manifest.json", import.meta.url), "utf8"));
const entry = Object.keys(manifest).find((name) => manifest[name].isEntry);
const map = Object.keys(manifest).find((name) => name.endsWith("features/places/map/map-view.tsx"));

/** A chunk and its static imports. */
function chunks(name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  for (const next of manifest[name].imports ?? []) chunks(next, found);
  return found;
}

const paths = (names) => [...new Set(names.map((name) => `dist/${manifest[name].file}`))];
const initial = [...chunks(entry)];
if (!map || initial.some((name) => /maplibre/.test(manifest[name].file))) {
  throw new Error("The map library must be in a chunk of its own.");
}

export default [
  { name: "start", path: paths(initial), gzip: true, limit: "350 kB" },
  { name: "map", path: paths([...chunks(map)].filter((name) => !initial.includes(name))), gzip: true, limit: "400 kB" },
];
