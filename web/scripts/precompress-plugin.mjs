// Writes `.br` and `.gz` files at maximum compression, which nginx and the api serve as static files.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** Smaller files gain nothing. */
const MIN_BYTES = 1024;
const COMPRESSIBLE = /\.(m?js|css|html|svg|json|webmanifest|wasm)$/;

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
  if (data.length < MIN_BYTES) return;
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
      directory = resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      const entries = await readdir(directory, { recursive: true, withFileTypes: true });
      const files = entries.filter(
        (entry) => entry.isFile() && COMPRESSIBLE.test(entry.name) && !entry.parentPath.includes(".vite"),
      );
      await Promise.all(files.map((entry) => compress(join(entry.parentPath, entry.name))));
    },
  };
}
