import { type ComponentProps, lazy, Suspense } from "react";
import { geocoderAttribution, mapStyleUrl } from "@/api/configuration";
import type { components } from "@/api/schema";
import { ErrorBoundary } from "@/components/ui/error-boundary";
import type { View } from "@/features/places/map/map-view";
import { mapTexts } from "@/texts/places";
import { importMapView } from "../start-early";

const MapView = lazy(importMapView);

type Given = "view" | "styleUrl" | "attribution" | "placesAttribution";

interface HomeMapProps extends Omit<ComponentProps<typeof MapView>, Given> {
  /** Undefined until it is known. */
  view: View | undefined;
  configuration: components["schemas"]["ConfigurationView"] | undefined;
  /** There is no configuration, so that the map has our own ground. */
  isUnconfigured: boolean;
}

/** The map behind the bars and the list, as soon as its view and style are known. */
export function HomeMap({ view, configuration, isUnconfigured, ...props }: HomeMapProps) {
  return (
    <div className="map">
      <ErrorBoundary fallback={<p className="map-gone">{mapTexts.unavailable}</p>}>
        <Suspense fallback={<div className="map-ground" />}>
          {view && (configuration || isUnconfigured) && (
            <MapView
              {...props}
              view={view}
              styleUrl={mapStyleUrl(configuration, props.isDark)}
              attribution={configuration?.map_attribution ?? null}
              placesAttribution={geocoderAttribution(configuration)}
            />
          )}
        </Suspense>
      </ErrorBoundary>
    </div>
  );
}
