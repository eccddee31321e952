import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { configurationQuery } from "@/api/configuration";
import { queryClient } from "@/api/query-client";
import { importDialog } from "@/components/ui/dialog";
import { importSearchForm } from "@/features/reservations/search/search-chips";
import { signal, untilAnswered, untilIdle, within } from "./loading-order";

/** A start that loads within this time has a fast link, on which the list does not notice the map beside it. */
const FAST_START_MS = 1_200;
/** The map loads even if the list is never answered. */
const MAX_WAIT_FOR_LIST_MS = 8_000;
/** Without WebGL the library loads, but the map is never shown. */
const MAX_WAIT_FOR_MAP_MS = 20_000;

let mapMayLoad: Promise<void> | undefined;
const mapShown = signal();

/** The map of the library is on the screen. */
export const reportMapShown = mapShown.give;

/** Chunks of the home page that the list does not need. */
export const importFirstMap = () => import("@/features/places/map/first-map");
export const importSelectedSpot = () => import("./routes/selected-spot");

/** On a slow link when the list is answered. */
function untilMapMayLoad(): Promise<void> {
  const isFast = performance.now() < FAST_START_MS;
  mapMayLoad ??= isFast ? Promise.resolve() : untilAnswered(queryClient, "spots", MAX_WAIT_FOR_LIST_MS);
  return mapMayLoad;
}

/** The map library. It takes more than half of all bytes, and so must not share a slow link with the list. */
export async function importMapView() {
  await untilMapMayLoad();
  return import("@/features/places/map/map-view");
}

/** Fills the browser's cache: the library would ask for its worker only after it has been loaded itself. */
async function fetchWorker(): Promise<void> {
  const response = await fetch(workerUrl);
  await response.arrayBuffer();
}

/**
 * Starts what the home page needs beside its first chunk, before React has rendered it: the first map with the list,
 * then the map library, then what the driver may open. Resolves when nothing of that is under way any more; never
 * rejects.
 */
export async function startEarly(path: string): Promise<void> {
  if (path !== "/") return;
  void queryClient.prefetchQuery(configurationQuery);
  importFirstMap().catch(() => undefined);
  const [{ status }] = await Promise.allSettled([importMapView(), untilMapMayLoad().then(fetchWorker)]);
  if (status === "fulfilled") await within(mapShown.isGiven, MAX_WAIT_FOR_MAP_MS);
  await untilIdle();
  // Before the driver selects a spot, or opens a form.
  await Promise.allSettled([importSelectedSpot(), importDialog(), importSearchForm()]);
}
