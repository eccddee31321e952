// How much JavaScript a driver loads before the map shows; the map library, which comes while the list is there already, is counted apart.
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";

const LIMIT_KB = 350;
const DIST = new URL("../dist/", import.meta.url);

const manifest = JSON.parse(await readFile(new URL(".vite/manifest.json", DIST), "utf8"));
const entry = Object.values(manifest).find((chunk) => chunk.isEntry);
const map = Object.keys(manifest).find((name) => name.endsWith("features/places/map/map-view.tsx"));

/** A chunk and what it cannot do without. */
function closure(name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const next of manifest[name]?.imports ?? []) closure(next, seen);
  return seen;
}

async function kilobytes(names) {
  const files = [...new Set([...names].map((name) => manifest[name].file))];
  const sizes = await Promise.all(files.map(async (file) => gzipSync(await readFile(new URL(file, DIST))).length));
  return sizes.reduce((sum, size) => sum + size, 0) / 1000;
}

const entryName = Object.keys(manifest).find((name) => manifest[name] === entry);
if (!map || !entryName) throw new Error("The build has no entry, or no chunk of its own for the map.");
const initial = closure(entryName);
const later = new Set([...closure(map)].filter((name) => !initial.has(name)));
const [initialKb, mapKb] = [await kilobytes(initial), await kilobytes(later)];
console.log(
  `initial ${initialKb.toFixed(1)} kB, the map ${mapKb.toFixed(1)} kB more (gzipped); at most ${LIMIT_KB} kB without the map`,
);
if ([...initial].some((name) => /maplibre/.test(manifest[name].file)) || initialKb > LIMIT_KB) {
  console.error("That is too much.");
  process.exit(1);
}
