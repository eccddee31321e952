import type { FreeSpot } from "@/api/types";
import { formatDistance, walkMinutes } from "@/lib/geo";
import { formatMoney, priceOf } from "@/lib/money";
import { searchTexts } from "@/texts";

interface SpotListProps {
  spots: FreeSpot[];
  seconds: number;
  onSelect: (id: string) => void;
}

/** The same as the map, to read: nearest first. */
export function SpotList({ spots, seconds, onSelect }: SpotListProps) {
  return (
    <ul className="spot-list">
      {spots.map((spot) => (
        <li key={spot.id}>
          <button type="button" className="spot-row" onClick={() => onSelect(spot.id)}>
            <span className="spot-label">{spot.label}</span>
            <span className="spot-where">
              <strong>{spot.zone.street}</strong>
              <small>
                {searchTexts.side(spot.zone.side)} ·{" "}
                {searchTexts.walk(formatDistance(spot.distance), walkMinutes(spot.distance))}
                {spot.attributes.map((name) => ` · ${searchTexts.attributes[name] ?? name}`)}
              </small>
            </span>
            <span className="spot-price">
              <strong>{formatMoney(priceOf(spot.rate, seconds))}</strong>
              <small>{searchTexts.perHour(formatMoney(spot.rate))}</small>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
