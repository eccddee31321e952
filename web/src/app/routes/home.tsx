import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { useUser } from "@/api/account";
import { configurationQuery } from "@/api/configuration";
import type { FreeSpot } from "@/api/types";
import { Boundary } from "@/components/ui/error-boundary";
import { Button, IconButton } from "@/components/ui/button";
import { LocateIcon } from "@/components/ui/icons";
import { Notice } from "@/components/ui/notice";
import { Sheet, type SheetSize } from "@/components/ui/sheet";
import { Skeleton } from "@/components/ui/skeleton";
import { Freshness } from "@/features/reservations/live/freshness";
import { useLiveSpots } from "@/features/reservations/live/use-live";
import type { MapHandle, View } from "@/features/places/map/map-view";
import { Alternatives } from "@/features/reservations/alternatives";
import { ReservationCard } from "@/features/reservations/reservation-card";
import { spotsQuery } from "@/features/reservations/search/get-spots";
import { kerbsQuery } from "@/features/reservations/search/get-zones";
import { SearchBar } from "@/features/reservations/search/search-bar";
import { SpotList } from "@/features/reservations/search/spot-list";
import type { Box, Position } from "@/lib/geo";
import { useKept } from "@/lib/saved-reservations";
import { recall, remember } from "@/lib/storage";
import { isDark, watchTheme } from "@/lib/theme";
import { useMedia } from "@/lib/use-media";
import { useNow } from "@/lib/use-now";
import { texts } from "@/texts/app";
import { mapTexts } from "@/texts/places";
import { reserveTexts, searchTexts } from "@/texts/reservations";
import { fromCriteria, type HomeSearch, toCriteria } from "../map-search-params";
import { Nav } from "../pages";
import { ChosenSpot } from "./selected-spot";
import { shownSpots, toMapSpots } from "./visible-spots";
import { useNews } from "./use-live-refetch";
import { usePlace } from "./use-viewport";

const MapView = lazy(() => import("@/features/places/map/map-view"));

const CITY_ZONE = "America/New_York";

/** The map, and the same as a list; here a spot is found and held. */
export function Home() {
  const search = useSearch({ from: "/" });
  const navigate = useNavigate();
  const router = useRouter();
  const map = useRef<MapHandle>(null);
  const isWide = useMedia("(min-width: 900px)");
  const dark = useSyncExternalStore(watchTheme, isDark);
  const now = useNow(30);
  const { user } = useUser();
  const keptNow = useKept();
  const { data: configuration, isError: isUnconfigured } = useQuery(configurationQuery);
  const padding = isWide ? { bottom: 0, left: 420 } : { bottom: Math.round(window.innerHeight * 0.42), left: 0 };
  const city = configuration ? (configuration.cities?.[0]?.center ?? null) : isUnconfigured ? null : undefined;
  const { view, box, watched, move } = usePlace(search, city, padding);
  const [me, setMe] = useState<Position>();
  const [hasNoPlace, setNoPlace] = useState(false);
  const [size, setSize] = useState<SheetSize>(search.spot ? "fit" : "half");
  const [lost, setLost] = useState<{ spots: FreeSpot[]; isClosed: boolean }>();
  const { from, for: wantedFor, has, max } = search;
  const criteria = useMemo(() => toCriteria({ from, for: wantedFor, has, max }), [from, wantedFor, has, max]);
  const live = useLiveSpots(watched);
  const found = useQuery(spotsQuery(box, criteria, live.isOpen));
  const kerbs = useQuery(kerbsQuery(watched));
  useNews(live.news, found.dataUpdatedAt);
  const list = useMemo(() => shownSpots(found.data, live, criteria, me, now), [found.data, live, criteria, me, now]);
  const onMap = useMemo(() => toMapSpots(found.data, live, criteria, now), [found.data, live, criteria, now]);
  const zone = found.data?.spots[0]?.time_zone ?? recall<string>("zone") ?? CITY_ZONE;
  const currency = found.data?.spots[0]?.rate.currency ?? "USD";

  useEffect(() => {
    document.title = texts.brand;
  }, []);
  useEffect(() => {
    if (found.data?.spots[0]) remember("zone", found.data.spots[0].time_zone);
  }, [found.data]);

  const go = useCallback(
    (change: HomeSearch, replace = true) => {
      // The map may come to rest when the driver is on the way to another page already.
      if (router.latestLocation.pathname !== "/") return;
      void navigate({ to: "/", search: (before) => ({ ...before, ...change }), replace, resetScroll: false });
    },
    [navigate, router],
  );
  const moved = (seen: View, seenBox: Box) => {
    move(seen, seenBox);
    go({ lat: round(seen.lat, 5), lng: round(seen.lng, 5), z: round(seen.zoom, 2) });
  };
  const choose = (id: string | undefined) => {
    setLost(undefined);
    go({ spot: id }, search.spot !== undefined || id === undefined);
    setSize(id ? "fit" : "half");
    const spot = id && (onMap.find((each) => each.id === id) ?? lost?.spots.find((each) => each.id === id));
    if (spot) map.current?.show(spot, Math.max(search.z ?? 0, 18), isWide ? 0 : window.innerHeight * 0.62);
  };
  const locate = () => {
    setNoPlace(false);
    navigator.geolocation?.getCurrentPosition(
      ({ coords }) => {
        const place = { lat: coords.latitude, lng: coords.longitude };
        setMe(place);
        map.current?.show(place, 17);
      },
      () => setNoPlace(true),
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 },
    );
  };

  const more = Boolean(found.data?.next_cursor);
  const chosenOnMap = search.spot ? onMap.find((spot) => spot.id === search.spot) : undefined;
  return (
    <main className="home">
      <a className="skip" href="#spots">
        {texts.skip}
      </a>
      <h1 className="visually-hidden">{texts.brand}</h1>
      <div className="map">
        <Boundary fallback={<p className="map-gone">{mapTexts.gone}</p>}>
          <Suspense fallback={<div className="map-ground" />}>
            {view && (configuration || isUnconfigured) && (
              <MapView
                ref={map}
                view={view}
                spots={onMap}
                kerbs={kerbs.data}
                selected={chosenOnMap}
                me={me}
                isDark={dark}
                styleUrl={configuration?.map_style_url ?? null}
                attribution={configuration?.map_attribution ?? null}
                padding={padding}
                onMove={moved}
                onSelect={choose}
              />
            )}
          </Suspense>
        </Boundary>
      </div>
      <header className="top">
        <SearchBar
          criteria={criteria}
          zone={zone}
          currency={currency}
          onChange={(wanted) => go(fromCriteria(wanted), false)}
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
        head={
          <div className={`sheet-title${search.spot && !lost ? " is-brief" : ""}`}>
            <h2 id="spots" tabIndex={-1} aria-live="polite">
              {found.data ? searchTexts.heading(list.length, more) : texts.loading}
            </h2>
            <Freshness isLive={live.isOpen} heardAt={Math.max(live.heardAt, found.dataUpdatedAt)} />
          </div>
        }
      >
        {keptNow.map(({ reservation }) => (
          <Link key={reservation.id} to="/reservations/$id" params={{ id: reservation.id }} className="kept">
            <ReservationCard reservation={reservation} />
          </Link>
        ))}
        {hasNoPlace && <Notice kind="problem">{mapTexts.noLocation}</Notice>}
        {lost ? (
          <Alternatives isAny={lost.spots.length > 0} isClosed={lost.isClosed}>
            <SpotList spots={lost.spots} seconds={criteria.seconds} onSelect={choose} />
          </Alternatives>
        ) : search.spot ? (
          <ChosenSpot
            key={search.spot}
            id={search.spot}
            criteria={criteria}
            live={live}
            found={found.data}
            me={me}
            user={user}
            onSeconds={(seconds) => go(fromCriteria({ ...criteria, seconds }))}
            onClose={() => {
              choose(undefined);
              // Whoever reads the list goes on there.
              document.getElementById("spots")?.focus();
            }}
            onTaken={(spots, isClosed) => setLost({ spots, isClosed })}
            signIn={
              <Link to="/account/sign-in" search={{ to: location.pathname + location.search } as never}>
                {reserveTexts.orSignIn}
              </Link>
            }
          />
        ) : (
          <>
            {found.error && (
              <Notice kind="problem">
                {texts.offline} <Button onPress={() => void found.refetch()}>{mapTexts.searchHere}</Button>
              </Notice>
            )}
            {found.isPending && <Skeleton lines={4} tall />}
            {found.data && list.length === 0 && !found.error && <p className="soft">{searchTexts.none}</p>}
            <SpotList spots={list} seconds={criteria.seconds} onSelect={choose} />
          </>
        )}
      </Sheet>
    </main>
  );
}

const round = (value: number, digits: number) => Number(value.toFixed(digits));
