import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { useUser } from "@/api/account";
import { configurationQuery } from "@/api/configuration";
import type { FreeSpot } from "@/api/types";
import { ErrorBoundary } from "@/components/ui/error-boundary";
import { Button, IconButton } from "@/components/ui/button";
import { LocateIcon } from "@/components/ui/icons";
import { Notice } from "@/components/ui/notice";
import { Sheet, type SheetSize } from "@/components/ui/sheet";
import { Skeleton } from "@/components/ui/skeleton";
import { LiveStatus } from "@/features/reservations/live/live-status";
import { useLiveSpots } from "@/features/reservations/live/use-live";
import type { MapHandle, View } from "@/features/places/map/map-view";
import { Alternatives } from "@/features/reservations/alternatives";
import { ReservationCard } from "@/features/reservations/reservation-card";
import { type Criteria, matchesCriteria } from "@/features/reservations/search/criteria";
import { spotsQuery } from "@/features/reservations/search/get-spots";
import { kerbsQuery } from "@/features/reservations/search/get-zones";
import { RefusedSpots } from "@/features/reservations/search/refused-spots";
import { SearchBar } from "@/features/reservations/search/search-bar";
import { SpotList } from "@/features/reservations/search/spot-list";
import type { Box, Position } from "@/lib/geo";
import { useOpenReservations } from "@/lib/saved-reservations";
import { getStored, setStored } from "@/lib/storage";
import { isDark, subscribeTheme } from "@/lib/theme";
import { useMediaQuery } from "@/lib/use-media";
import { useNow } from "@/lib/use-now";
import { texts } from "@/texts/app";
import { mapTexts } from "@/texts/places";
import { reserveTexts, searchTexts } from "@/texts/reservations";
import {
  fromCriteria,
  type MapSearchParams,
  storedVehicleClass,
  storeVehicleClass,
  toCriteria,
} from "../map-search-params";
import { Nav } from "../pages";
import { SelectedSpot } from "./selected-spot";
import { listedSpots, toMapSpots } from "./visible-spots";
import { useLiveRefetch } from "./use-live-refetch";
import { useViewport } from "./use-viewport";

const MapView = lazy(() => import("@/features/places/map/map-view"));

const CITY_ZONE = "America/New_York";

/** The map page: search, map, list and the selected spot. */
export function Home() {
  const search = useSearch({ from: "/" });
  const navigate = useNavigate();
  const router = useRouter();
  const map = useRef<MapHandle>(null);
  const isWide = useMediaQuery("(min-width: 900px)");
  const dark = useSyncExternalStore(subscribeTheme, isDark);
  const now = useNow(30);
  const { user } = useUser();
  const savedReservations = useOpenReservations();
  const { data: configuration, isError: isUnconfigured } = useQuery(configurationQuery);
  const padding = isWide ? { bottom: 0, left: 420 } : { bottom: Math.round(window.innerHeight * 0.42), left: 0 };
  const city = configuration ? (configuration.cities?.[0]?.center ?? null) : isUnconfigured ? null : undefined;
  const { view, box, watched, move } = useViewport(search, city, padding);
  const [userPosition, setUserPosition] = useState<Position>();
  const [isLocationUnavailable, setLocationUnavailable] = useState(false);
  const [size, setSize] = useState<SheetSize>(search.spot ? "fit" : "half");
  const [unavailable, setUnavailable] = useState<{ spots: FreeSpot[]; isClosed: boolean }>();
  const { from, for: duration, class: vehicleClass, has, max } = search;
  const [usualClass] = useState(storedVehicleClass);
  const criteria = useMemo(
    () => toCriteria({ from, for: duration, class: vehicleClass, has, max }, usualClass),
    [from, duration, vehicleClass, has, max, usualClass],
  );
  const live = useLiveSpots(watched);
  const results = useQuery(spotsQuery(box, criteria, live.isOpen));
  const kerbs = useQuery(kerbsQuery(watched));
  useLiveRefetch(live.changeCount, results.dataUpdatedAt);
  const list = useMemo(
    () => listedSpots(results.data, live, criteria, userPosition, now),
    [results.data, live, criteria, userPosition, now],
  );
  const searchedBox = results.isPlaceholderData ? undefined : box;
  const onMap = useMemo(
    () => toMapSpots(results.data, live, criteria, now, searchedBox),
    [results.data, live, criteria, now, searchedBox],
  );
  const refused = useMemo(
    () => (results.data?.refused ?? []).filter(({ spot }) => matchesCriteria(spot, { ...criteria, max: undefined })),
    [results.data, criteria],
  );
  const nearest = results.data?.spots[0] ?? results.data?.refused?.[0]?.spot;
  const zone = nearest?.time_zone ?? getStored<string>("zone") ?? CITY_ZONE;
  const currency = nearest?.rate.currency ?? "USD";

  useEffect(() => {
    document.title = texts.brand;
  }, []);
  useEffect(() => {
    if (nearest) setStored("zone", nearest.time_zone);
  }, [nearest]);

  const updateSearch = useCallback(
    (change: MapSearchParams, replace = true) => {
      // The map may stop moving after the driver has left the page.
      if (router.latestLocation.pathname !== "/") return;
      void navigate({ to: "/", search: (before) => ({ ...before, ...change }), replace, resetScroll: false });
    },
    [navigate, router],
  );
  const handleMove = (newView: View, newBox: Box) => {
    move(newView, newBox);
    updateSearch({ lat: round(newView.lat, 5), lng: round(newView.lng, 5), z: round(newView.zoom, 2) });
  };
  const selectSpot = (id: string | undefined) => {
    setUnavailable(undefined);
    updateSearch({ spot: id }, search.spot !== undefined || id === undefined);
    setSize(id ? "fit" : "half");
    const spot = id && (onMap.find((each) => each.id === id) ?? unavailable?.spots.find((each) => each.id === id));
    if (spot) map.current?.show(spot, Math.max(search.z ?? 0, 18), isWide ? 0 : window.innerHeight * 0.62);
  };
  const locate = () => {
    setLocationUnavailable(false);
    navigator.geolocation?.getCurrentPosition(
      ({ coords }) => {
        const place = { lat: coords.latitude, lng: coords.longitude };
        setUserPosition(place);
        map.current?.show(place, 17);
      },
      () => setLocationUnavailable(true),
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 },
    );
  };

  const changeCriteria = (change: Partial<Criteria>, replace?: boolean) => {
    if (change.vehicleClass) storeVehicleClass(change.vehicleClass);
    updateSearch(fromCriteria({ ...criteria, ...change }, usualClass), replace);
  };
  const hasMore = Boolean(results.data?.next_cursor);
  const selectedOnMap = search.spot ? onMap.find((spot) => spot.id === search.spot) : undefined;
  return (
    <main className="home">
      <a className="skip" href="#spots">
        {texts.skip}
      </a>
      <h1 className="visually-hidden">{texts.brand}</h1>
      <div className="map">
        <ErrorBoundary fallback={<p className="map-gone">{mapTexts.unavailable}</p>}>
          <Suspense fallback={<div className="map-ground" />}>
            {view && (configuration || isUnconfigured) && (
              <MapView
                ref={map}
                view={view}
                spots={onMap}
                kerbs={kerbs.data}
                selected={selectedOnMap}
                userPosition={userPosition}
                isDark={dark}
                styleUrl={configuration?.map_style_url ?? null}
                attribution={configuration?.map_attribution ?? null}
                padding={padding}
                onMove={handleMove}
                onSelect={selectSpot}
              />
            )}
          </Suspense>
        </ErrorBoundary>
      </div>
      <header className="top">
        <SearchBar
          criteria={criteria}
          zone={zone}
          currency={currency}
          onChange={(wanted) => changeCriteria(wanted, false)}
        />
        <Nav />
      </header>
      <div className="map-tools">
        <IconButton label={mapTexts.zoomIn} onPress={() => map.current?.zoomBy(1)}>
          <span aria-hidden>+</span>
        </IconButton>
        <IconButton label={mapTexts.zoomOut} onPress={() => map.current?.zoomBy(-1)}>
          <span aria-hidden>−</span>
        </IconButton>
        <IconButton label={mapTexts.myLocation} onPress={locate}>
          <LocateIcon />
        </IconButton>
      </div>
      {live.isPartial && <p className="map-hint">{mapTexts.tooWide}</p>}
      {configuration?.stripe_mode && configuration.stripe_mode !== "live" && (
        <p className="mode-flag">{configuration.stripe_mode === "simulated" ? mapTexts.simulated : mapTexts.test}</p>
      )}
      <Sheet
        label={mapTexts.list}
        size={size}
        onSize={setSize}
        header={
          <div className={`sheet-title${search.spot && !unavailable ? " is-brief" : ""}`}>
            <h2 id="spots" tabIndex={-1} aria-live="polite">
              {results.data ? searchTexts.heading(list.length, hasMore) : texts.loading}
            </h2>
            <LiveStatus isLive={live.isOpen} lastMessageAt={Math.max(live.lastMessageAt, results.dataUpdatedAt)} />
          </div>
        }
      >
        {savedReservations.map(({ reservation }) => (
          <Link
            key={reservation.id}
            to="/reservations/$id"
            params={{ id: reservation.id }}
            className="saved-reservation"
          >
            <ReservationCard reservation={reservation} />
          </Link>
        ))}
        {isLocationUnavailable && <Notice kind="error">{mapTexts.noLocation}</Notice>}
        {unavailable ? (
          <Alternatives hasAlternatives={unavailable.spots.length > 0} isClosed={unavailable.isClosed}>
            <SpotList spots={unavailable.spots} seconds={criteria.seconds} onSelect={selectSpot} />
          </Alternatives>
        ) : search.spot ? (
          <SelectedSpot
            key={search.spot}
            id={search.spot}
            criteria={criteria}
            live={live}
            result={results.data}
            searchedAt={results.dataUpdatedAt}
            isStale={results.isPlaceholderData}
            me={userPosition}
            user={user}
            onChange={changeCriteria}
            onClose={() => {
              selectSpot(undefined);
              // Keyboard users continue in the list.
              document.getElementById("spots")?.focus();
            }}
            onTaken={(spots, isClosed) => setUnavailable({ spots, isClosed })}
            signIn={
              <Link to="/account/sign-in" search={{ to: location.pathname + location.search } as never}>
                {reserveTexts.orSignIn}
              </Link>
            }
          />
        ) : (
          <>
            {results.error && (
              <Notice kind="error">
                {texts.offline} <Button onPress={() => void results.refetch()}>{mapTexts.searchHere}</Button>
              </Notice>
            )}
            {results.isPending && <Skeleton lines={4} tall />}
            {results.data && list.length === 0 && !results.error && <p className="soft">{searchTexts.none}</p>}
            <SpotList spots={list} seconds={criteria.seconds} onSelect={selectSpot} />
            <RefusedSpots
              refused={refused}
              from={criteria.from}
              searchedAt={results.dataUpdatedAt}
              onSelect={selectSpot}
              onChange={(change) => changeCriteria(change, false)}
            />
          </>
        )}
      </Sheet>
    </main>
  );
}

const round = (value: number, digits: number) => Number(value.toFixed(digits));
