import { lazy, type Ref, Suspense, useEffect, useState } from "react";
import { geocoderAttribution, mapStyleUrl } from "@/api/configuration";
import type { components } from "@/api/schema";
import { ErrorBoundary } from "@/components/ui/error-boundary";
import type { MapHandle, MapViewProps, View } from "@/features/places/map/map-view";
import { mapTexts } from "@/texts/places";
import { importFirstMap, importMapView, reportMapShown } from "../start-early";

const FirstMap = lazy(importFirstMap);
const MapView = lazy(importMapView);

/** Symbols of the library fade in, below those of the first map. */
const FADE_MS = 300;

type Given = "ref" | "view" | "styleUrl" | "attribution" | "placesAttribution" | "isHidden" | "onLoad";

interface HomeMapProps extends Omit<MapViewProps, Given> {
  ref: Ref<MapHandle>;
  /** Undefined until it is known. */
  view: View | undefined;
  configuration: components["schemas"]["ConfigurationView"] | undefined;
  /** There is no configuration, so that the map has our own ground. */
  isUnconfigured: boolean;
  /** The search is answered, or has failed. */
  isListKnown: boolean;
}

/**
 * The map behind the bars and the list, as soon as its view is known: the first map, until that of the library has been
 * drawn above the same ground. If the library cannot be loaded, the first map stays.
 */
export function HomeMap({ ref, view, configuration, isUnconfigured, isListKnown, ...props }: HomeMapProps) {
  const [isLoaded, setLoaded] = useState(false);
  const [isShown, setShown] = useState(false);
  const [isDragged, setDragged] = useState(false);
  // Not under the driver's finger.
  if (isLoaded && !isDragged && !isShown) setShown(true);
  const [isAlone, setAlone] = useState(false);
  useEffect(() => {
    if (!isShown) return;
    reportMapShown();
    const timer = setTimeout(() => setAlone(true), FADE_MS);
    return () => clearTimeout(timer);
  }, [isShown]);
  const styleUrl = mapStyleUrl(configuration, props.isDark);
  const isConfigured = configuration !== undefined || isUnconfigured;
  return (
    <div className="map">
      <ErrorBoundary fallback={<p className="map-gone">{mapTexts.unavailable}</p>}>
        <Suspense fallback={null}>
          {view && isConfigured && (
            <MapView
              {...props}
              ref={isShown ? ref : null}
              view={view}
              styleUrl={styleUrl}
              attribution={configuration?.map_attribution ?? null}
              placesAttribution={geocoderAttribution(configuration)}
              isHidden={!isShown}
              onLoad={() => setLoaded(true)}
            />
          )}
        </Suspense>
      </ErrorBoundary>
      {view && !isAlone && (
        <ErrorBoundary fallback={null}>
          <Suspense fallback={null}>
            <FirstMap
              {...props}
              ref={isShown ? null : ref}
              view={view}
              hasStreets={isListKnown && isConfigured && !styleUrl}
              isOver={isShown}
              onDragChange={setDragged}
            />
          </Suspense>
        </ErrorBoundary>
      )}
    </div>
  );
}
