import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { useUser } from "@/api/account";
import { configurationQuery } from "@/api/configuration";
import { errorMessage } from "@/api/problem";
import type { FreeSpot } from "@/api/types";
import { ErrorBoundary } from "@/components/ui/error-boundary";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Sheet, type SheetSize } from "@/components/ui/sheet";
import { Skeleton } from "@/components/ui/skeleton";
import { LiveStatus } from "@/features/reservations/live/live-status";
import { useLiveSpots } from "@/features/reservations/live/use-live";
import { CityChooser } from "@/features/places/city-chooser";
import type { MapHandle, View } from "@/features/places/map/map-view";
import { Alternatives } from "@/features/reservations/alternatives";
import { ReservationCard } from "@/features/reservations/reservation-card";
import { matchesCriteria } from "@/features/reservations/search/criteria";
import { kerbsQuery } from "@/features/reservations/search/get-zones";
import { RefusedSpots } from "@/features/reservations/search/refused-spots";
import { SearchBar } from "@/features/reservations/search/search-bar";
import { SpotList } from "@/features/reservations/search/spot-list";
import type { UnavailableCode } from "@/features/reservations/use-hold";
import { nearestCity } from "@/lib/city";
import type { Box } from "@/lib/geo";
import { useOpenReservations } from "@/lib/saved-reservations";
import { toServerTime } from "@/lib/server-time";
import { isDark, subscribeTheme } from "@/lib/theme";
import { useNow } from "@/lib/use-now";
import { texts } from "@/texts/app";
import { mapTexts } from "@/texts/places";
import { reserveTexts, searchTexts } from "@/texts/reservations";
import { fromView } from "../map-search-params";
import { Nav } from "../pages";
import { MapTools } from "./map-tools";
import { SelectedSpot } from "./selected-spot";
import { listedSpots, toMapSpots } from "./visible-spots";
import { useLocate } from "./use-locate";
import { useMapPadding } from "./use-map-padding";
import { useMapSearch } from "./use-map-search";
import { type CityOnMap, storeChosenCity, useOpeningView } from "./use-opening-view";
import { useSpotSearch } from "./use-spot-search";
import { DEFAULT_VIEW, useViewport } from "./use-viewport";

const MapView = lazy(() => import("@/features/places/map/map-view"));

/** The map page: search, map, list and the selected spot. */
export function Home() {
  const { search, criteria, updateSearch, changeCriteria } = useMapSearch();
  const map = useRef<MapHandle>(null);
  const { isSidePanel, padding } = useMapPadding();
  const dark = useSyncExternalStore(subscribeTheme, isDark);
  const now = useNow(30);
  const { user, isPending: isUserPending } = useUser();
  const savedReservations = useOpenReservations();
  const { data: configuration, isError: isUnconfigured } = useQuery(configurationQuery);
  const { lat, lng } = search;
  const center = useMemo(() => (lat === undefined || lng === undefined ? undefined : { lat, lng }), [lat, lng]);
  const { cities, opening } = useOpeningView({
    cities: configuration?.cities,
    hasFailed: isUnconfigured,
    hasView: center !== undefined,
  });
  const { view, box, watched, move, open } = useViewport(search, opening, padding);
  const city = useMemo(() => {
    const shown = center ?? view;
    return shown && nearestCity(cities, shown);
  }, [cities, center, view]);
  const { userPosition, isLocationUnavailable, locate } = useLocate((place) => map.current?.show(place, 17));
  const [size, setSize] = useState<SheetSize>(search.spot ? "fit" : "half");
  const [openFaces, setOpenFaces] = useState<string[]>([]);
  const [unavailable, setUnavailable] = useState<{ code: UnavailableCode; spots: FreeSpot[] }>();
  const live = useLiveSpots(watched);
  const { found, isStale, updatedAt, failure, isRetrying, retry } = useSpotSearch(box, criteria, live);
  const kerbs = useQuery(kerbsQuery(watched));
  const list = useMemo(
    () => listedSpots(found, live, criteria, userPosition, now),
    [found, live, criteria, userPosition, now],
  );
  const searchedBox = isStale ? undefined : box;
  const onMap = useMemo(
    () => toMapSpots(found, live, criteria, now, searchedBox),
    [found, live, criteria, now, searchedBox],
  );
  const refused = useMemo(
    () => (found?.refused ?? []).filter(({ spot }) => matchesCriteria(spot, { ...criteria, max: undefined })),
    [found, criteria],
  );
  const nearest = isStale ? undefined : (found?.spots[0] ?? found?.refused?.[0]?.spot);
  const zone = nearest?.time_zone ?? city?.time_zone;
  const currency = nearest?.rate.currency ?? city?.currency ?? "USD";
  const searchedAt = toServerTime(updatedAt);

  useEffect(() => {
    document.title = texts.brand;
  }, []);

  const handleMove = (newView: View, newBox: Box) => {
    move(newView, newBox);
    updateSearch(fromView(newView));
  };
  const selectSpot = (id: string | undefined) => {
    setUnavailable(undefined);
    updateSearch({ spot: id }, search.spot !== undefined || id === undefined);
    setSize(id ? "fit" : "half");
    const spot = id && (onMap.find((each) => each.id === id) ?? unavailable?.spots.find((each) => each.id === id));
    if (spot) map.current?.show(spot, Math.max(search.z ?? 0, 18), isSidePanel ? 0 : window.innerHeight * 0.62);
  };
  const openCity = (chosen: CityOnMap) => {
    storeChosenCity(chosen.id);
    if (!chosen.center) return;
    const newView = { ...DEFAULT_VIEW, ...chosen.center };
    setUnavailable(undefined);
    setSize("half");
    open(newView);
    updateSearch({ ...fromView(newView), spot: undefined });
    map.current?.show(newView, newView.zoom);
  };
  const listProps = { seconds: criteria.seconds, openFaces, onOpenFaces: setOpenFaces, onSelect: selectSpot };
  const hasMore = Boolean(found?.next_cursor);
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
      <MapTools map={map} isDark={dark} onLocate={locate} />
      {live.isPartial && <p className="map-hint">{mapTexts.tooWide}</p>}
      <div className="map-flags">
        <CityChooser cities={cities.filter((each) => each.center)} current={city} onChoose={openCity} />
        {configuration?.stripe_mode && configuration.stripe_mode !== "live" && (
          <p className="mode-flag">{configuration.stripe_mode === "simulated" ? mapTexts.simulated : mapTexts.test}</p>
        )}
      </div>
      <Sheet
        label={mapTexts.list}
        size={size}
        onSize={setSize}
        header={
          <div className={`sheet-title${search.spot && !unavailable ? " is-brief" : ""}`}>
            <h2 id="spots" tabIndex={-1} aria-live="polite">
              {found ? searchTexts.heading(list.length, hasMore) : failure ? searchTexts.failed : texts.loading}
            </h2>
            <LiveStatus isLive={live.isOpen} lastMessageAt={Math.max(live.lastMessageAt, updatedAt)} />
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
        {failure && (
          <Notice kind="error">
            {errorMessage(failure)}{" "}
            <Button kind="quiet" isPending={isRetrying} onPress={retry}>
              {texts.retry}
            </Button>
          </Notice>
        )}
        {unavailable ? (
          <Alternatives hasAlternatives={unavailable.spots.length > 0} code={unavailable.code}>
            <SpotList spots={unavailable.spots} {...listProps} />
          </Alternatives>
        ) : search.spot ? (
          <SelectedSpot
            key={search.spot}
            id={search.spot}
            criteria={criteria}
            live={live}
            result={found}
            searchedAt={searchedAt}
            hasFailed={failure !== null}
            isStale={isStale}
            me={userPosition}
            user={user}
            isUserPending={isUserPending}
            onChange={changeCriteria}
            onClose={() => {
              selectSpot(undefined);
              // Keyboard users continue in the list.
              document.getElementById("spots")?.focus();
            }}
            onUnavailable={(spots, code) => setUnavailable({ code, spots })}
            signIn={
              <Link to="/account/sign-in" search={{ to: location.pathname + location.search }}>
                {reserveTexts.orSignIn}
              </Link>
            }
          />
        ) : (
          <>
            {!found && !failure && <Skeleton lines={4} tall />}
            {found && list.length === 0 && !failure && <p className="soft">{searchTexts.none}</p>}
            <SpotList spots={list} {...listProps} />
            <RefusedSpots
              refused={refused}
              from={criteria.from}
              searchedAt={searchedAt}
              onSelect={selectSpot}
              onChange={(change) => changeCriteria(change, false)}
            />
          </>
        )}
      </Sheet>
    </main>
  );
}
