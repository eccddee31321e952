// Verifies that a field renamed in the OpenAPI document breaks the build of the app.
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import { openApiDocument } from "./schema.mjs";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const SCHEMA = `${ROOT}src/api/schema.ts`;

/** Fields that the app reads, with a new name for each. */
const RENAMED = [
  ["ReservationView", "ends_at", "end_time"],
  ["FreeSpotView", "rate", "price"],
  ["Problem", "code", "kind"],
];

/** The compiler's errors with this text in place of `schema.ts`. */
function compileErrors(schema) {
  const { config } = ts.readConfigFile(`${ROOT}tsconfig.json`, ts.sys.readFile);
  const { options, fileNames } = ts.parseJsonConfigFileContent({ ...config, include: ["src"] }, ts.sys, ROOT);
  const host = ts.createCompilerHost(options);
  const read = host.readFile.bind(host);
  host.readFile = (name) => (name === SCHEMA ? schema : read(name));
  const program = ts.createProgram(fileNames, options, host);
  return program.getSemanticDiagnostics().map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

const document = await openApiDocument();
for (const [view, field, other] of RENAMED) {
  const schema = document.components.schemas[view];
  const { [field]: renamed, ...rest } = schema.properties;
  schema.properties = { ...rest, [other]: renamed };
}
const errors = compileErrors(astToString(await openapiTS(document)));
for (const [view, field, other] of RENAMED) {
  if (errors.some((error) => error.includes(`'${field}'`))) continue;
  throw new Error(`Renaming ${view}.${field} to ${other} does not break the build.`);
}
console.log(`${RENAMED.length} renamed fields each break the build`);
