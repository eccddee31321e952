// Writes `sw.js` with the list of files to precache: everything except the console, the map library, the decoder of codes and rare letters.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

const SOURCE = new URL("../src/sw.js", import.meta.url);

export function serviceWorker() {
  return {
    name: "curbhold-service-worker",
    apply: "build",
    async generateBundle(_options, bundle) {
      const files = Object.keys(bundle).filter(
        (file) =>
          (/\.(js|css)$/.test(file) && !/map-view|maplibre|admin|ponyfill/.test(file)) ||
          /inter-latin-[\w-]{8}\.woff2$/.test(file),
      );
      const shell = ["/", ...files.sort().map((file) => `/${file}`), "/manifest.webmanifest", "/icon.svg"];
      const version = createHash("sha256").update(shell.join()).digest("hex").slice(0, 12);
      const source = (await readFile(SOURCE, "utf8"))
        .replace("__VERSION__", version)
        .replace("/* __SHELL__ */", shell.map((file) => JSON.stringify(file)).join(", "));
      this.emitFile({ type: "asset", fileName: "sw.js", source });
    },
  };
}
