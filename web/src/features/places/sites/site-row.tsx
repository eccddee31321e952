import type { SiteListItem } from "@/api/visit-types";
import { formatDistance, unitsIn, walkMinutes } from "@/lib/geo";
import { formatPrice } from "@/lib/money";
import { formatDuration } from "@/lib/time";
import { searchTexts } from "@/texts/reservations";
import { SiteState } from "./site-state";

interface SiteRowProps {
  site: SiteListItem & { distance_m: number };
  seconds: number;
}

/** A garage or lot in the list: name, free spots, walk, and the lowest price of the stay. */
export function SiteRow({ site, seconds }: SiteRowProps) {
  const { name, state, free, distance_m: metres, time_zone, from_price: price } = site;
  const way = [formatDistance(metres, unitsIn(time_zone)), searchTexts.walkTime(walkMinutes(metres))];
  return (
    <>
      <span className="spot-where">
        <strong>{name}</strong>
        <small>
          <SiteState state={state} free={free} />
          {way.map((part) => ` · ${part}`)}
        </small>
      </span>
      {price && (
        <span className="spot-price">
          <strong>{formatPrice(price)}</strong>
          <small>{searchTexts.forStay(formatDuration(seconds))}</small>
        </span>
      )}
    </>
  );
}
