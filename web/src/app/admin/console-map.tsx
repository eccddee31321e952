import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { citiesQuery, useCities } from "@/api/admin";
import { configurationQuery, mapStyleUrl } from "@/api/configuration";
import { stateNames } from "@/console-texts/console";
import { LiveStatus } from "@/features/reservations/live/live-status";
import { useLiveSpots } from "@/features/reservations/live/use-live";
import type { MapHandle, View } from "@/features/places/map/map-view";
import type { MapSpot } from "@/features/places/map/spot-feature";
import { ZoomButtons } from "@/features/places/map/zoom-buttons";
import type { Box, Position } from "@/lib/geo";
import { formatMoney } from "@/lib/money";
import { getStored, setStored } from "@/lib/storage";
import { isDark, subscribeTheme } from "@/lib/theme";
import { mapTexts } from "@/texts/places";
import { watchedBox } from "../routes/visible-spots";

const MapView = lazy(() => import("@/features/places/map/map-view"));

/** The view of each city is stored. */
const viewKey = (cityId: string | undefined) => `console-view-${cityId ?? "none"}`;
const DEFAULT_VIEW: View = { lat: 40.7543, lng: -73.9884, zoom: 16.5 };
const PADDING = { top: 0, right: 0, bottom: 0, left: 0 };
const STATES = ["free", "held", "taken", "closed"] as const;

interface ConsoleMapProps {
  onMap?: (map: MapHandle | null) => void;
  hint: string;
  selected?: MapSpot | undefined;
  /** Initial centre. */
  at?: Position | undefined;
  onSelect?: (id: string) => void;
  onPlace?: ((place: Position) => void) | undefined;
  line?: Position[] | undefined;
}

/** The map of the console, with live states of spots. */
export function ConsoleMap({ onMap, hint, selected, at, onSelect, onPlace, line }: ConsoleMapProps) {
  const dark = useSyncExternalStore(subscribeTheme, isDark);
  const { data: configuration } = useQuery(configurationQuery);
  const { isFetched } = useQuery(citiesQuery);
  const { id: cityId } = useCities().cityOf();
  const key = viewKey(cityId);
  const center = configuration?.cities.find(({ id }) => id === cityId)?.center;
  const [watched, setWatched] = useState<Box>();
  const live = useLiveSpots(watched);
  const map = useRef<MapHandle>(null);
  const spots = useMemo(
    () =>
      [...live.spots.values()].map(({ id, label, lat, lng, state, rate, zone_id, site_id }): MapSpot => ({
        id,
        label,
        lat,
        lng,
        state: state as MapSpot["state"],
        price: formatMoney(rate),
        money: rate,
        zoneId: zone_id,
        siteId: site_id,
      })),
    [live.spots],
  );
  const counts = STATES.map((state) => [state, spots.filter((spot) => spot.state === state).length] as const);
  return (
    <div className="console-map">
      <div className="console-map-ground">
        <Suspense fallback={null}>
          {configuration && isFetched && (
            <MapView
              key={at ? undefined : key}
              ref={(handle) => {
                map.current = handle;
                onMap?.(handle);
              }}
              view={at ? { ...at, zoom: 18.5 } : (getStored<View>(key) ?? { ...DEFAULT_VIEW, ...center })}
              spots={spots}
              selected={selected}
              userPosition={undefined}
              isDark={dark}
              styleUrl={mapStyleUrl(configuration, dark)}
              attribution={configuration.map_attribution ?? null}
              padding={PADDING}
              onMove={(view, box) => {
                setWatched((before) => watchedBox(box, before));
                if (!at) setStored(key, view);
              }}
              onSelect={(id) => id && onSelect?.(id)}
              onPlace={onPlace}
              line={line}
            />
          )}
        </Suspense>
        <div className="console-map-tools">
          <ZoomButtons map={map} />
        </div>
      </div>
      <div className="console-map-foot">
        <span className="soft">{hint}</span>
        <ul className="legend">
          {counts.map(([state, count]) => (
            <li key={state} className={`legend-${state}`}>
              {stateNames[state]} <strong>{count}</strong>
            </li>
          ))}
        </ul>
        <LiveStatus isLive={live.isOpen} lastMessageAt={live.lastMessageAt} />
      </div>
      {live.isPartial && <p className="soft">{mapTexts.tooWide}</p>}
    </div>
  );
}
