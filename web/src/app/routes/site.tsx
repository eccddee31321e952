import "@/styles/visits.css";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useUser } from "@/api/account";
import { errorMessage, isOutcomeUnknown, isTransient } from "@/api/problem";
import type { SiteDetails } from "@/api/visit-types";
import { Button } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { Directions } from "@/components/ui/directions";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { SiteLevels } from "@/features/places/sites/site-levels";
import { siteQuery } from "@/features/places/sites/site-requests";
import { SiteState } from "@/features/places/sites/site-state";
import { LengthPicker } from "@/features/reservations/length-picker";
import type { Criteria } from "@/features/reservations/search/criteria";
import { formatDistance, unitsIn, walkMinutes } from "@/lib/geo";
import { formatPrice } from "@/lib/money";
import { formatDuration, formatShortDateTime } from "@/lib/time";
import { useNow } from "@/lib/use-now";
import { texts } from "@/texts/app";
import { reserveTexts, searchTexts } from "@/texts/reservations";
import { stayTexts } from "@/texts/stays";
import { sitePageTexts } from "@/texts/visits";
import { failureTitle } from "../failure-title";
import { fromCriteria, storedVehicleClass, toCriteria, toDestination } from "../map-search-params";
import { Page } from "../pages";
import type { SiteSearchParams } from "../site-search";
import { NearbySites } from "./nearby-sites";
import { SitePass } from "./site-pass";
import { StaticMap } from "./static-map";

/** A garage or lot before the visit: state, price of the chosen stay, instructions, and the ways in. */
export function SitePage() {
  const { id } = useParams({ from: "/sites/$id" });
  const search = useSearch({ from: "/sites/$id" });
  const navigate = useNavigate();
  const [usualClass] = useState(storedVehicleClass);
  const criteria = toCriteria(search, usualClass);
  const { data: site, error, refetch } = useQuery(siteQuery(id, criteria, toDestination(search)));
  if (!site) {
    return (
      <Page title={error ? failureTitle(error) : texts.loading}>
        {error ? (
          <>
            <h1>{failureTitle(error)}</h1>
            <Notice kind="error">{errorMessage(error)}</Notice>
            {(isTransient(error) || isOutcomeUnknown(error)) && (
              <Button onPress={() => void refetch()}>{texts.retry}</Button>
            )}
          </>
        ) : (
          <Skeleton lines={6} />
        )}
      </Page>
    );
  }
  return (
    <Page title={site.name}>
      {error && <Notice>{errorMessage(error)}</Notice>}
      <Site
        site={site}
        criteria={criteria}
        search={search}
        onSeconds={(seconds) => {
          const change = fromCriteria({ ...criteria, seconds }, usualClass);
          void navigate({
            to: "/sites/$id",
            params: { id },
            search: { ...search, for: change.for },
            replace: true,
            resetScroll: false,
          });
        }}
      />
    </Page>
  );
}

interface SiteProps {
  site: SiteDetails;
  criteria: Criteria;
  search: SiteSearchParams;
  onSeconds: (seconds: number) => void;
}

function Site({ site, criteria, search, onSeconds }: SiteProps) {
  const { id, name, lat, lng, address, state, free, distance_m: metres, time_zone: zone, lanes, levels } = site;
  const now = useNow(30);
  const { user } = useUser();
  const units = unitsIn(zone);
  const places = useMemo(() => [{ id, label: name, lat, lng }], [id, name, lat, lng]);
  const isOpen = site.access === "public";
  const start = criteria.from === undefined ? searchTexts.now : formatShortDateTime(criteria.from, zone, now);
  return (
    <article className="stay">
      <header className="stack">
        <h1>{name}</h1>
        <p className="site-line">
          <SiteState state={state} free={free} />
          {typeof metres === "number" && (
            <span>{searchTexts.walk(formatDistance(metres, units), walkMinutes(metres))}</span>
          )}
        </p>
        {address && <p className="soft">{address}</p>}
      </header>
      {state === "full" && <WhenFull site={site} />}
      <section className="stack step" aria-label={start}>
        <p>
          {start} {site.price && <SitePrice site={site} seconds={criteria.seconds} />}
        </p>
        <LengthPicker seconds={criteria.seconds} from={criteria.from} zone={zone} onSeconds={onSeconds} />
        {site.rules && <p className="rules">{site.rules}</p>}
        {site.latest_end && (
          <p className="soft">{searchTexts.latestEnd(formatShortDateTime(site.latest_end, zone, now))}</p>
        )}
        <SiteWays site={site} search={search} isOpen={isOpen} />
        {isOpen && user && lanes.length > 0 && <SitePass siteId={id} zone={zone} />}
        {isOpen && !user && <p className="soft">{sitePageTexts.account}</p>}
      </section>
      <SiteLevels levels={levels} />
      <StaticMap title={stayTexts.mapOf(name)} places={places} />
      <Directions to={site} />
      <Instructions site={site} />
    </article>
  );
}

function SitePrice({ site: { price }, seconds }: { site: SiteDetails; seconds: number }) {
  return (
    price && (
      <>
        · <strong>{formatPrice(price)}</strong> {searchTexts.forStay(formatDuration(seconds))}
      </>
    )
  );
}

/** Booking ahead, and entering without a booking. */
function SiteWays({ site, search, isOpen }: { site: SiteDetails; search: SiteSearchParams; isOpen: boolean }) {
  const { lat, lng, bookable_spot_id: spot } = site;
  if (!isOpen) return <Notice>{sitePageTexts.members}</Notice>;
  return (
    <>
      {spot ? (
        <Link to="/" search={{ ...search, lat, lng, z: 18, spot }} className="button button-primary button-wide">
          {reserveTexts.reserve()}
        </Link>
      ) : (
        <Notice>{sitePageTexts.notBookable}</Notice>
      )}
      <Link to="/go" hash="scan" className="button button-quiet button-wide">
        {sitePageTexts.scanToEnter}
      </Link>
      <p className="soft">{sitePageTexts.longest(formatDuration(site.max_visit_seconds))}</p>
    </>
  );
}

function WhenFull({ site: { full_instructions: text, full_alternatives: near, time_zone } }: { site: SiteDetails }) {
  return (
    <>
      {text && (
        <Notice title={sitePageTexts.whenFull}>
          <span className="lines">{text}</span>
        </Notice>
      )}
      {near.length > 0 && <NearbySites sites={near} units={unitsIn(time_zone)} />}
    </>
  );
}

function Instructions({ site: { arrival_instructions: arrival, contact } }: { site: SiteDetails }) {
  const items = [
    [sitePageTexts.arrival, arrival],
    [sitePageTexts.contact, contact],
  ] as const;
  const known = items.filter(([, text]) => text);
  if (!known.length) return null;
  return (
    <DescriptionList
      items={known.map(([title, text]) => [
        title,
        <span className="lines" key={title}>
          {text}
        </span>,
      ])}
    />
  );
}
