// Puts a `.br` and a `.gz` beside what compresses well, as small as can be: nginx and the api hand them out as they are.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** Below this nothing is gained. */
const SMALLEST = 1024;
const TEXT = /\.(m?js|css|html|svg|json|webmanifest)$/;

const brotli = (data) =>
  promisify(brotliCompress)(data, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: data.length,
    },
  });

const zip = (data) => promisify(gzip)(data, { level: constants.Z_BEST_COMPRESSION });

async function compress(file) {
  const data = await readFile(file);
  if (data.length < SMALLEST) return;
  await Promise.all([
    brotli(data).then((small) => writeFile(`${file}.br`, small)),
    zip(data).then((small) => writeFile(`${file}.gz`, small)),
  ]);
}

export function precompress() {
  let directory = "dist";
  return {
    name: "curbhold-precompress",
    apply: "build",
    configResolved(config) {
      directory = join(config.root, config.build.outDir);
    },
    async closeBundle() {
      const entries = await readdir(directory, { recursive: true, withFileTypes: true });
      const files = entries.filter(
        (entry) => entry.isFile() && TEXT.test(entry.name) && !entry.parentPath.includes(".vite"),
      );
      await Promise.all(files.map((entry) => compress(join(entry.parentPath, entry.name))));
    },
  };
}
