// Generates `src/api/schema.ts` from the api's OpenAPI snapshot; `--check` fails if the two differ.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const SNAPSHOT = new URL("../../api/tests/it/platform/snapshots/it__platform__problems__openapi.snap", import.meta.url);
const SCHEMA = new URL("../src/api/schema.ts", import.meta.url);

export async function openApiDocument() {
  const snapshot = await readFile(SNAPSHOT, "utf8");
  // insta writes its metadata between two lines of dashes.
  return JSON.parse(snapshot.slice(snapshot.indexOf("\n---", 3) + 4));
}

async function main() {
  const made = astToString(await openapiTS(await openApiDocument()));
  const schema = `// Made by \`npm run schema\` from the OpenAPI document; never edited.\n${made}`;
  if (!process.argv.includes("--check")) return writeFile(SCHEMA, schema);
  if ((await readFile(SCHEMA, "utf8").catch(() => "")) === schema) return;
  console.error("src/api/schema.ts does not match the OpenAPI document: run `npm run schema`.");
  process.exit(1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
