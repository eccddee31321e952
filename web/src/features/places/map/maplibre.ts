import { addProtocol, AttributionControl, Map, Marker, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { importPmtiles } from "./style";

setWorkerUrl(workerUrl);
// For the configured file, and for styles that name `pmtiles://` sources.
addProtocol("pmtiles", async (request, abort) => (await importPmtiles()).protocol.tile(request, abort));

/** The parts of the map library that the app shows, ready for use; a bundler leaves out all others. */
export const maplibre = { Map, Marker, AttributionControl } as unknown as typeof import("maplibre-gl");
