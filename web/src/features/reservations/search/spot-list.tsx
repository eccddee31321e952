import type { FreeSpot } from "@/api/types";
import { SpotLabel } from "@/components/ui/spot-label";
import { formatDistance, walkMinutes } from "@/lib/geo";
import { formatPrice } from "@/lib/money";
import { formatDuration } from "@/lib/time";
import { searchTexts } from "@/texts/reservations";

interface SpotListProps {
  spots: FreeSpot[];
  seconds: number;
  onSelect: (id: string) => void;
}

/** The accessible equivalent of the map. */
export function SpotList({ spots, seconds, onSelect }: SpotListProps) {
  return (
    <ul className="spot-list">
      {spots.map((spot) => (
        <li key={spot.id}>
          <button type="button" className="spot-row" onClick={() => onSelect(spot.id)}>
            <SpotLabel text={spot.label} />
            <span className="spot-where">
              <strong>{spot.zone.street}</strong>
              <small>
                {[
                  searchTexts.side(spot.zone.side),
                  searchTexts.near(formatDistance(spot.distance), walkMinutes(spot.distance)),
                  ...spot.attributes.map((name) => searchTexts.attributes[name] ?? name),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </small>
            </span>
            <span className="spot-price">
              <strong>{formatPrice(spot.price)}</strong>
              <small>{searchTexts.forStay(formatDuration(seconds))}</small>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
