import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { mapLibrary, stubs, toJavaScript, workerModules } from "../scripts/map-library-plugin.mjs";
import { usedStyles } from "../scripts/map-library-styles.mjs";

const plugin = mapLibrary() as unknown as {
  resolveId: (source: string, importer?: string) => string | null;
  load: (this: { emitFile: (file: { id: string }) => string }, id: string) => string | null;
};

test("library is bundled from its sources", () => {
  const index = plugin.resolveId("maplibre-gl");
  expect(index).toMatch(/maplibre-gl\/src\/index\.ts$/);
  expect(existsSync(index ?? "")).toBe(true);
  expect(plugin.resolveId("maplibre-gl/dist/maplibre-gl.css")).toBeNull();
  expect(plugin.resolveId("react")).toBeNull();
});

test("worker is a chunk of the same build", () => {
  const id = plugin.resolveId("maplibre-gl/dist/maplibre-gl-worker.mjs?url") ?? "";
  const emitted: string[] = [];
  const emitFile = (file: { id: string }) => {
    emitted.push(file.id);
    return "ref";
  };
  expect(plugin.load.call({ emitFile }, id)).toBe("export default import.meta.ROLLUP_FILE_URL_ref;");
  expect(emitted.every((each) => existsSync(each))).toBe(true);
  expect(emitted).toHaveLength(1);
});

test("stubs export names of the files that they replace", () => {
  expect(stubs.size).toBeGreaterThan(0);
  for (const [file, stub] of stubs) {
    expect(existsSync(file), file).toBe(true);
    const code = readFileSync(file, "utf8");
    for (const [, name = ""] of stub.matchAll(/^export (?:const|class|function) (\w+)/gm)) {
      const declared = new RegExp(`^export (?:(?:async|abstract) )?(?:const|class|function) ${name}\\b`, "m");
      const listed = new RegExp(`^export \\{[^}]*\\b${name}\\b`, "m");
      expect(declared.test(code) || listed.test(code), `${name} of ${file}`).toBe(true);
    }
    expect(plugin.load.call({ emitFile: () => "ref" }, file)).toBe(stub);
  }
});

test("build fails if the library no longer imports a file that has a stub", () => {
  const { buildEnd } = mapLibrary() as unknown as { buildEnd: (error?: Error) => void };
  expect(() => buildEnd()).toThrow("does not import");
  // The first error of a build is the one to show.
  expect(() => buildEnd(new Error("other"))).not.toThrow();
});

test("shared chunk has only what the worker imports", () => {
  const imports: Record<string, string[]> = { entry: ["a", "b"], a: ["c"], c: ["a"], page: ["a"] };
  const infoOf = (id: string) => ({ importedIds: imports[id.endsWith("worker.ts") ? "entry" : id] ?? [] });
  expect([...workerModules(infoOf)].sort()).toEqual(["a", "b", "c"]);
});

test("field without a value is only a declaration", async () => {
  const source = "class A extends B { kept: string; set = 1; constructor(private own: number) { super(); } }";
  const code = await toJavaScript(`${source}\nexport { A };`, "/a.ts");
  expect(code).not.toMatch(/^\s*kept;/m);
  expect(code).toContain("set = 1");
  expect(code).toContain("this.own = own");
});

test("package file is not bundled", async () => {
  const code = await toJavaScript(
    "import packageJSON from '../package.json' with {type: 'json'};\nexport const version = packageJSON.version;",
    "/a.ts",
  );
  expect(code).not.toContain("package.json");
  expect(code).toMatch(/version: "\d+\.\d+\.\d+"/);
});

test("worker loads no scripts", async () => {
  const code = await toJavaScript("export const load = (url: string) => import(/* @vite-ignore */ url);", "/a.ts");
  expect(code).not.toContain("import(");
});

test("unused styles are left out", () => {
  const css = readFileSync("node_modules/maplibre-gl/dist/maplibre-gl.css", "utf8");
  const used = usedStyles(css);
  expect(used.length).toBeLessThan(css.length / 5);
  for (const name of ["map", "canvas", "marker", "ctrl-attrib", "ctrl-attrib-button", "ctrl-bottom-left"]) {
    expect(used).toContain(`.maplibregl-${name}`);
  }
  expect(used).not.toMatch(/maplibregl-popup|maplibregl-ctrl-geolocate/);
  expect(usedStyles(".a,.maplibregl-popup{x:y}@media screen{.maplibregl-popup{x:y}}.b{x:y}")).toBe(".a{x:y}.b{x:y}");
});
