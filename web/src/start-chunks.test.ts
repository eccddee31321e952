import { expect, test } from "vitest";
import { findCycle, startModules } from "../scripts/start-chunks-plugin.mjs";

const web = new URL("../", import.meta.url).pathname;

test("chunks of the start have our own modules, each once", () => {
  const imports: Record<string, string[]> = {
    "src/main.tsx": ["src/lib/language.ts", "node_modules/small/index.js"],
    "src/app/start.tsx": ["src/lib/language.ts", "src/app/router.tsx", "node_modules/react/index.js"],
    "src/app/router.tsx": ["src/app/start.tsx", "src/app/home.tsx"],
    "src/features/places/map/first-map.tsx": ["src/features/places/map/icons.ts", "src/app/home.tsx"],
  };
  const infoOf = (id: string) => ({ importedIds: (imports[id.slice(web.length)] ?? []).map((path) => web + path) });
  const { page, app, "first-map": firstMap } = startModules(infoOf);
  const namesOf = (ids: Set<string>) => [...ids].map((id) => id.slice(web.length)).sort();
  expect(namesOf(page)).toEqual(["src/lib/language.ts", "src/main.tsx"]);
  expect(namesOf(firstMap)).toEqual(["src/features/places/map/first-map.tsx", "src/features/places/map/icons.ts"]);
  expect(namesOf(app)).toEqual(["src/app/home.tsx", "src/app/router.tsx", "src/app/start.tsx"]);
});

test("chunks that import each other are found", () => {
  expect(findCycle({ a: { imports: ["b", "c"] }, b: { imports: ["c"] }, c: {}, style: {} })).toBeUndefined();
  expect(findCycle({ a: { imports: ["b"] }, b: { imports: ["c"] }, c: { imports: ["b"] } })).toEqual(["b", "c", "b"]);
});
