// Bundles the map library from its sources, so that the page and its worker share a chunk. The library's own files contain the shared code twice
// (docs/decisions/062-map-library-from-its-sources.md).
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { transformWithOxc } from "vite";
import { usedStyles } from "./map-library-styles.mjs";

const require = createRequire(import.meta.url);
const PACKAGE = require.resolve("maplibre-gl/package.json");
const SOURCES = join(dirname(PACKAGE), "src/");
const STYLES = join(dirname(PACKAGE), "dist/maplibre-gl.css");
const INDEX = join(SOURCES, "index.ts");
const WORKER = join(SOURCES, "source/worker.ts");
const { version } = require(PACKAGE);

const WORKER_URL = "\0map-worker-url";
const NO_MLT = "\0map-without-mlt";

/** Tiles in MapLibre's own format, a tenth of the worker, which no style of ours uses. */
const WITHOUT_MLT = `export const GEOMETRY_TYPE = {};
export function decodeTile() {
  throw new Error("Tiles in the format MLT are not supported.");
}`;

/** The modules that the worker imports; no others may be in their chunk, because most need a page. */
export function workerModules(getModuleInfo) {
  const found = new Set();
  const open = [WORKER];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...(getModuleInfo(id)?.importedIds ?? []));
  }
  // An entry, which only the worker executes.
  found.delete(WORKER);
  return found;
}

/** Vite gives each `import()` a helper of the page, without which the worker must do: we load no scripts into it. */
const NO_SCRIPTS = 'Promise.reject(new Error("Scripts in the worker are not supported."))';

/** JavaScript in which, as the library expects, a field without a value is only a declaration. */
export async function toJavaScript(code, id) {
  const text = code
    .replace(
      /^import packageJSON from '[^']*package\.json' with \{\s*type: 'json'\s*\};/m,
      `const packageJSON = { version: ${JSON.stringify(version)} };`,
    )
    .replace(/\bimport\(\/\* @vite-ignore \*\/ \w+\)/g, NO_SCRIPTS);
  const result = await transformWithOxc(text, id, {
    lang: "ts",
    sourcemap: false,
    tsconfig: false,
    typescript: { removeClassFieldsWithoutInitializer: true },
    assumptions: { setPublicClassFields: true },
  });
  return result.code;
}

export function mapLibrary() {
  let modules;
  return {
    name: "curbhold-map-library",
    apply: "build",
    enforce: "pre",
    config: () => ({
      build: {
        rolldownOptions: {
          output: {
            codeSplitting: {
              groups: [
                {
                  name: (id, context) => {
                    modules ??= workerModules((each) => context.getModuleInfo(each));
                    return modules.has(id) ? "maplibre-shared" : null;
                  },
                },
              ],
            },
          },
        },
      },
    }),
    resolveId(source, importer) {
      if (source === "maplibre-gl") return INDEX;
      if (source === "maplibre-gl/dist/maplibre-gl-worker.mjs?url") return WORKER_URL;
      return source === "@maplibre/mlt" && importer?.startsWith(SOURCES) ? NO_MLT : null;
    },
    load(id) {
      if (id === NO_MLT) return WITHOUT_MLT;
      if (id !== WORKER_URL) return null;
      const chunk = this.emitFile({ type: "chunk", id: WORKER, name: "maplibre-worker" });
      return `export default import.meta.ROLLUP_FILE_URL_${chunk};`;
    },
    async transform(code, id) {
      if (id === STYLES) return { code: usedStyles(code), map: null };
      if (!id.startsWith(SOURCES) || !id.endsWith(".ts")) return null;
      return { code: await toJavaScript(code, id), map: null };
    },
  };
}
