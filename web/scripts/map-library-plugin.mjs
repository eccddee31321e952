// Bundles the map library from its sources, so that the page and its worker share a chunk, without what the app does not use. The library's own
// files contain the shared code twice (docs/decisions/062-map-library-from-its-sources.md).
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { transformWithOxc } from "vite";
import { withImports } from "./imports.mjs";
import { SPECIFICATION_STUBS, STUBS } from "./map-library-stubs.mjs";
import { usedStyles } from "./map-library-styles.mjs";

const require = createRequire(import.meta.url);
const PACKAGE = require.resolve("maplibre-gl/package.json");
const SOURCES = join(dirname(PACKAGE), "src/");
const STYLES = join(dirname(PACKAGE), "dist/maplibre-gl.css");
const INDEX = join(SOURCES, "index.ts");
const WORKER = join(SOURCES, "source/worker.ts");
const SPECIFICATION = dirname(createRequire(PACKAGE).resolve("@maplibre/maplibre-gl-style-spec"));
const { version } = require(PACKAGE);

const WORKER_URL = "\0map-worker-url";

/** Loads the whole library if the app does not pass it; the app always does. */
const REACT_MAP = /@vis\.gl\/react-maplibre\/dist\/components\/map\.js$/;
const WHOLE_LIBRARY = " || import('maplibre-gl')";

/** Text of the stubs of modules, by file name. */
export const stubs = new Map([
  ...Object.entries(STUBS).map(([path, code]) => [join(SOURCES, path), code]),
  ...Object.entries(SPECIFICATION_STUBS).map(([path, code]) => [join(SPECIFICATION, path), code]),
]);

/** The modules that the worker imports; no others may be in their chunk, because most need a page. */
export function workerModules(getModuleInfo) {
  const found = withImports(WORKER, (id) => getModuleInfo(id)?.importedIds ?? []);
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
  /** Of this build. A stub of a file that the library no longer has, or no longer imports, is a mistake. */
  const unused = new Set(stubs.keys());
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
                  debugName: "map and its worker",
                  name: (id, context) => {
                    modules ??= workerModules((each) => context.getModuleInfo(each));
                    return modules.has(id) ? "maplibre-shared" : null;
                  },
                },
                // The rest of it.
                { name: "maplibre-page", test: (id) => id.startsWith(SOURCES) && id !== WORKER },
              ],
            },
          },
        },
      },
    }),
    resolveId(source) {
      if (source === "maplibre-gl") return INDEX;
      return source === "maplibre-gl/dist/maplibre-gl-worker.mjs?url" ? WORKER_URL : null;
    },
    load(id) {
      unused.delete(id);
      if (stubs.has(id)) return stubs.get(id);
      if (id !== WORKER_URL) return null;
      const chunk = this.emitFile({ type: "chunk", id: WORKER, name: "maplibre-worker" });
      return `export default import.meta.ROLLUP_FILE_URL_${chunk};`;
    },
    async transform(code, id) {
      if (id === STYLES) return { code: usedStyles(code), map: null };
      if (REACT_MAP.test(id)) {
        if (!code.includes(WHOLE_LIBRARY)) throw new Error(`${id} no longer loads the map library by itself.`);
        return { code: code.replace(WHOLE_LIBRARY, ""), map: null };
      }
      if (!id.startsWith(SOURCES) || !id.endsWith(".ts")) return null;
      return { code: await toJavaScript(code, id), map: null };
    },
    buildEnd(error) {
      if (!error && unused.size) throw new Error(`The map library does not import ${[...unused].join(", ")}.`);
    },
  };
}
