import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { configurationQuery } from "@/api/configuration";
import { queryClient } from "@/api/query-client";
import { importDialog } from "@/components/ui/dialog";
import { importSearchForm } from "@/features/reservations/search/search-chips";

/** Chunks of the home page that the list does not need. */
export const importMapView = () => import("@/features/places/map/map-view");
export const importSelectedSpot = () => import("./routes/selected-spot");

/** Fills the browser's cache: the library would ask for its worker only after it has been loaded itself. */
async function fetchWorker(): Promise<void> {
  const response = await fetch(workerUrl);
  await response.arrayBuffer();
}

/**
 * Starts what the home page needs beside its first chunk, before React has rendered it. Resolves when nothing of that
 * is under way any more; never rejects.
 */
export async function startEarly(path: string): Promise<void> {
  if (path !== "/") return;
  void queryClient.prefetchQuery(configurationQuery);
  await Promise.allSettled([importMapView(), fetchWorker()]);
  // Before the driver selects a spot, or opens a form.
  await Promise.allSettled([importSelectedSpot(), importDialog(), importSearchForm()]);
}
