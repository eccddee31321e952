import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { useUser } from "@/api/account";
import type { FreeSpot } from "@/api/types";
import { Sheet, type SheetSize } from "@/components/ui/sheet";
import { LiveStatus } from "@/features/reservations/live/live-status";
import { useLiveSpots } from "@/features/reservations/live/use-live";
import type { MapHandle, View } from "@/features/places/map/map-view";
import type { SpotGroup } from "@/features/places/map/spot-group";
import { MIN_ZOOM } from "@/features/places/map/zooms";
import { useFavorites } from "@/features/places/where-to/use-favorites";
import { Alternatives } from "@/features/reservations/alternatives";
import { kerbsQuery } from "@/features/reservations/search/get-zones";
import type { ListedSite } from "@/features/reservations/search/merged-list";
import { SpotList } from "@/features/reservations/search/spot-list";
import type { UnavailableCode } from "@/features/reservations/use-hold";
import type { Box } from "@/lib/geo";
import { useOpenReservations } from "@/lib/saved-reservations";
import { crossingOf } from "@/lib/street-names";
import { toServerTime } from "@/lib/server-time";
import { isDark, subscribeTheme } from "@/lib/theme";
import { useNow } from "@/lib/use-now";
import { texts } from "@/texts/app";
import { mapTexts } from "@/texts/places";
import { searchTexts } from "@/texts/reservations";
import { fromDestination, fromView, type MapSearchParams } from "../map-search-params";
import { toSiteSearch } from "../site-search";
import { FoundSpots } from "./found-spots";
import { HomeBar, type OpenForm } from "./home-bar";
import { HomeMap } from "./home-map";
import { HomeNotices } from "./home-notices";
import { MapTools } from "./map-tools";
import { SelectedSpot } from "./lazy-selected-spot";
import { SiteLink } from "./site-link";
import { useAvailability } from "./use-availability";
import { useFoundPlaces } from "./use-found-places";
import { ownSpaces } from "./visible-spots";
import { useLocate } from "./use-locate";
import { useMapPadding } from "./use-map-padding";
import { useDestination } from "./use-destination";
import { useMapPlace } from "./use-map-place";
import { useMapSearch } from "./use-map-search";
import { useOpenFaces } from "./use-open-faces";
import { type CityOnMap, storeChosenCity } from "./use-opening-view";
import { useSpotSearch } from "./use-spot-search";
import { cityView } from "./use-viewport";

/** The map page: search, map, list and the selected spot. */
export function Home() {
  const { search, criteria, destination, updateSearch, changeCriteria } = useMapSearch();
  const navigate = useNavigate();
  const map = useRef<MapHandle>(null);
  const { padding, header, bars, covered } = useMapPadding();
  const dark = useSyncExternalStore(subscribeTheme, isDark);
  const now = useNow(30);
  const { user, isPending: isUserPending } = useUser();
  const favorites = useFavorites(user !== undefined);
  const savedReservations = useOpenReservations();
  const place = useMapPlace(search, padding);
  const { configuration, isUnconfigured, center, cities, city, view, box, watched, move, open } = place;
  const { userPosition, isLocationUnavailable, locate, forget } = useLocate((place) => map.current?.show(place, 17));
  const [size, setSize] = useState<SheetSize>(search.spot ? "fit" : "half");
  const [openForm, setOpenForm] = useState<OpenForm>();
  const [unavailable, setUnavailable] = useState<{ code: UnavailableCode; spots: FreeSpot[] }>();
  const live = useLiveSpots(place.live);
  const counts = useAvailability(watched, view?.zoom, criteria, live);
  const { found, isStale, updatedAt, failure, isRetrying, retry } = useSpotSearch(box, criteria, live);
  const kerbs = useQuery(kerbsQuery(watched));
  const walkFrom = destination ?? userPosition;
  // The list says from where it counts.
  const maxMetres = destination ? Infinity : undefined;
  const sight = { found, isStale, box, watched, walkFrom, maxMetres, now };
  const { spots, sites, freeCount, isEmpty } = useFoundPlaces(sight, criteria, live);
  const { openFaces, setOpenFaces, openZones } = useOpenFaces(spots.list);
  const mine = useMemo(() => ownSpaces(savedReservations), [savedReservations]);
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
    const spot =
      id && (spots.onMap.find((each) => each.id === id) ?? unavailable?.spots.find((each) => each.id === id));
    if (spot) map.current?.show(spot, Math.max(search.z ?? 0, 18), covered);
  };
  const openGroup = ({ zoneIds }: SpotGroup) => {
    if (search.spot) selectSpot(undefined);
    else setSize("half");
    openZones(zoneIds);
  };
  const showView = (newView: View, change: MapSearchParams, replace?: boolean) => {
    // A position that arrives later must not move the map away.
    forget();
    setUnavailable(undefined);
    setSize(change.spot ? "fit" : "half");
    open(newView);
    updateSearch({ ...fromView(newView), spot: undefined, ...change }, replace);
    map.current?.show(newView, newView.zoom);
  };
  const openCity = (chosen: CityOnMap) => {
    storeChosenCity(chosen.id);
    if (chosen.center) showView(cityView(chosen.center, padding), fromDestination(undefined));
  };
  const shown = spots.list.length + sites.list.length;
  const count = found && !isStale && !failure && (isEmpty || shown) ? shown : undefined;
  const { goTo, isWidened } = useDestination({ cities, view, count, onView: showView, onCity: openCity });
  const shownCities = cities.filter((each) => each.center);
  const listProps = { seconds: criteria.seconds, openFaces, onOpenFaces: setOpenFaces, onSelect: selectSpot };
  const siteSearch = toSiteSearch(search);
  const siteRow = (site: ListedSite) => <SiteLink site={site} seconds={criteria.seconds} search={siteSearch} />;
  const hasMore = Boolean(found?.next_cursor);
  const selectedOnMap = search.spot ? spots.onMap.find((spot) => spot.id === search.spot) : undefined;
  return (
    <main className="home" style={{ "--bars": `${bars}px` }}>
      <a className="skip" href="#spots">
        {texts.skip}
      </a>
      <h1 className="visually-hidden">{texts.brand}</h1>
      <HomeBar
        ref={header}
        destination={destination}
        near={center ?? view}
        favorites={favorites.favorites}
        crossing={nearest && crossingOf(nearest.zone)}
        onChoose={goTo}
        onNearMe={() => {
          setSize("half");
          updateSearch({ ...fromDestination(undefined), spot: undefined }, false);
          locate();
        }}
        onClear={() => updateSearch(fromDestination(undefined), false)}
        criteria={criteria}
        zone={zone}
        currency={currency}
        onChange={(change) => changeCriteria(change, false)}
        cities={shownCities}
        city={city}
        onCity={openCity}
        openForm={openForm}
        onOpenForm={setOpenForm}
        stripeMode={configuration?.stripe_mode}
      />
      <HomeMap
        ref={map}
        configuration={configuration}
        isUnconfigured={isUnconfigured}
        isListKnown={found !== undefined || failure !== null}
        view={view}
        spots={spots.onMap}
        groups={counts.groups}
        grid={counts.grid}
        sites={sites.onMap}
        mine={mine}
        from={walkFrom}
        kerbs={kerbs.data}
        selected={selectedOnMap}
        userPosition={userPosition}
        destination={destination}
        isDark={dark}
        padding={padding}
        onMove={handleMove}
        onSelect={selectSpot}
        onGroup={openGroup}
        onSite={(id) => void navigate({ to: "/sites/$id", params: { id }, search: siteSearch })}
      />
      <MapTools map={map} isDark={dark} onLocate={locate} />
      <Sheet
        label={mapTexts.list}
        size={size}
        onSize={setSize}
        header={
          <div className={`sheet-title${search.spot && !unavailable ? " is-brief" : ""}`}>
            <h2 id="spots" tabIndex={-1} aria-live="polite">
              {found ? searchTexts.heading(freeCount, hasMore) : failure ? searchTexts.failed : texts.loading}
            </h2>
            <LiveStatus isLive={live.isOpen} lastMessageAt={Math.max(live.lastMessageAt, updatedAt)} />
          </div>
        }
      >
        <HomeNotices
          reservations={savedReservations}
          isLocationUnavailable={isLocationUnavailable}
          failure={failure}
          isRetrying={isRetrying}
          onRetry={retry}
        />
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
            me={walkFrom}
            user={user}
            isUserPending={isUserPending}
            onChange={changeCriteria}
            onClose={() => {
              selectSpot(undefined);
              // Keyboard users continue in the list.
              document.getElementById("spots")?.focus();
            }}
            onUnavailable={(spots, code) => setUnavailable({ code, spots })}
          />
        ) : (
          <FoundSpots
            destination={destination}
            favorites={favorites}
            found={found}
            hasFailed={failure !== null}
            isEmpty={isEmpty}
            first={spots.list[0]}
            isWidened={isWidened}
            criteria={criteria}
            searchedAt={searchedAt}
            hasOtherCities={shownCities.length > 1}
            onWiden={() => view && showView({ ...view, zoom: Math.max(view.zoom - 1, MIN_ZOOM) }, {})}
            onOpenForm={setOpenForm}
            onChange={(change) => changeCriteria(change, false)}
            onSelect={selectSpot}
          >
            <SpotList spots={spots.list} sites={sites.list} siteRow={siteRow} {...listProps} />
          </FoundSpots>
        )}
      </Sheet>
    </main>
  );
}
