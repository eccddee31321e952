// Puts the code of the start into few chunks. Otherwise modules that the same pages share would be a chunk of their own: two dozen small files, which
// together are larger when compressed.
import { fileURLToPath } from "node:url";
import { withImports } from "./imports.mjs";

const SOURCES = fileURLToPath(new URL("../src/", import.meta.url));
const [START, PAGE] = [`${SOURCES}app/start.tsx`, `${SOURCES}main.tsx`];
const FIRST_MAP = `${SOURCES}features/places/map/first-map.tsx`;

/** Libraries of which every page needs nearly all, and which change less often than the app. */
const LIBRARIES = /node_modules[\\/](?:react|react-dom|scheduler|use-sync-external-store|@tanstack|openapi-fetch)[\\/]/;

/**
 * Our own modules that the app imports before it shows a page, those of the page's script, which chooses a language meanwhile, and further ones of the
 * first map: the browser opens few connections, which the requests of the list need at the same time.
 */
export function startModules(getModuleInfo) {
  const importsOf = (id) => (getModuleInfo(id)?.importedIds ?? []).filter((each) => each.startsWith(SOURCES));
  const page = withImports(PAGE, importsOf);
  const app = new Set([...withImports(START, importsOf)].filter((id) => !page.has(id)));
  const firstMap = new Set([...withImports(FIRST_MAP, importsOf)].filter((id) => !page.has(id) && !app.has(id)));
  return { page, app, "first-map": firstMap };
}

export function startChunks() {
  let modules;
  const groupOf = (name) => ({
    debugName: name,
    name: (id, context) => {
      modules ??= startModules((each) => context.getModuleInfo(each));
      return modules[name].has(id) ? name : null;
    },
  });
  return {
    name: "curbhold-start-chunks",
    apply: "build",
    config: () => ({
      build: {
        rolldownOptions: {
          output: {
            codeSplitting: {
              groups: [groupOf("page"), { name: "libraries", test: LIBRARIES }, groupOf("app"), groupOf("first-map")],
            },
          },
        },
      },
    }),
    generateBundle(_options, bundle) {
      const early = [...modules.app].filter((id) => id !== START && this.getModuleInfo(id)?.dynamicImporters.length);
      if (early.length) throw new Error(`Imported by the start, and also to be loaded later: ${early.join(", ")}`);
      const cycle = findCycle(bundle);
      if (cycle) throw new Error(`Chunks import each other: ${cycle.join(", ")}`);
    },
  };
}

/** Chunks that import each other statically, whose modules could run too early. */
export function findCycle(bundle) {
  const done = new Set();
  const visit = (name, path) => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
    if (done.has(name)) return undefined;
    for (const next of bundle[name]?.imports ?? []) {
      const cycle = visit(next, [...path, name]);
      if (cycle) return cycle;
    }
    done.add(name);
    return undefined;
  };
  for (const name of Object.keys(bundle)) {
    const cycle = visit(name, []);
    if (cycle) return cycle;
  }
  return undefined;
}
