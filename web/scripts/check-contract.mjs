// Proves that the chain from the OpenAPI document to the app holds: a field that the api would rename must break the build.
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import { openApiDocument } from "./schema.mjs";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const SCHEMA = `${ROOT}src/api/schema.ts`;

/** Fields of the document that the app reads, and what they would be called. */
const RENAMED = [
  ["ReservationView", "ends_at", "end_time"],
  ["FreeSpotView", "rate", "price"],
  ["Problem", "code", "kind"],
];

/** What the compiler says of the app, if the contract were this. */
function complaints(schema) {
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
const told = complaints(astToString(await openapiTS(document)));
for (const [view, field, other] of RENAMED) {
  if (told.some((complaint) => complaint.includes(`'${field}'`))) continue;
  throw new Error(`Nobody would notice that ${view}.${field} is called ${other}.`);
}
console.log(`${RENAMED.length} renamed fields each break the build`);
