import * as maplibre from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { importPmtiles } from "./style";

maplibre.setWorkerUrl(workerUrl);
// For the configured file, and for styles that name `pmtiles://` sources.
maplibre.addProtocol("pmtiles", async (request, abort) => (await importPmtiles()).protocol.tile(request, abort));

/** The map library, ready for use. */
export { maplibre };
