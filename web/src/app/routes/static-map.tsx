import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useSyncExternalStore } from "react";
import { configurationQuery, mapStyleUrl } from "@/api/configuration";
import { ErrorBoundary } from "@/components/ui/error-boundary";
import type { MapPlace } from "@/features/places/map/place-map";
import type { Position } from "@/lib/geo";
import { isDark, subscribeTheme } from "@/lib/theme";

const PlaceMap = lazy(() => import("@/features/places/map/place-map"));

interface StaticMapProps {
  /** Accessible name. */
  title: string;
  places: MapPlace[];
  userPosition?: Position | undefined;
  onOpen?: (id: string) => void;
}

/** A small map that keeps its place free while it loads, and if it cannot be shown. The page says the same in words. */
export function StaticMap(props: StaticMapProps) {
  const dark = useSyncExternalStore(subscribeTheme, isDark);
  const { data: configuration, isError } = useQuery(configurationQuery);
  return (
    <div className="static-map">
      <div className="map">
        <ErrorBoundary fallback={null}>
          <Suspense fallback={null}>
            {(configuration || isError) && (
              <PlaceMap
                {...props}
                isDark={dark}
                styleUrl={mapStyleUrl(configuration, dark)}
                attribution={configuration?.map_attribution ?? null}
              />
            )}
          </Suspense>
        </ErrorBoundary>
      </div>
    </div>
  );
}
