// The OpenAPI document that the api's tests keep → `src/api/schema.ts`. With `--check` it fails when the two differ.
import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const SNAPSHOT = new URL("../../api/tests/it/snapshots/it__problems__openapi.snap", import.meta.url);
const SCHEMA = new URL("../src/api/schema.ts", import.meta.url);

const snapshot = await readFile(SNAPSHOT, "utf8");
// The tool that keeps the snapshot puts a head of its own between two lines of dashes.
const document = JSON.parse(snapshot.slice(snapshot.indexOf("\n---", 3) + 4));
const schema = `// Made by \`npm run schema\` from the OpenAPI document; never edited.\n${astToString(await openapiTS(document))}`;

if (process.argv.includes("--check")) {
  const committed = await readFile(SCHEMA, "utf8").catch(() => "");
  if (committed !== schema) {
    console.error("src/api/schema.ts is not what the OpenAPI document says: run `npm run schema`.");
    process.exit(1);
  }
} else {
  await writeFile(SCHEMA, schema);
}
