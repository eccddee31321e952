import type { FreeSpot } from "@/api/types";
import { SpotLabel } from "@/components/ui/spot-label";
import { formatDistance, walkMinutes } from "@/lib/geo";
import { formatPrice } from "@/lib/money";
import { formatDuration } from "@/lib/time";
import { searchTexts } from "@/texts/reservations";
import { type BlockFace, meterOf, toBlockFaces } from "./block-faces";

interface SpotListProps {
  spots: FreeSpot[];
  seconds: number;
  /** Keys of the block faces whose spaces are shown. */
  openFaces: string[];
  onOpenFaces: (change: (keys: string[]) => string[]) => void;
  onSelect: (id: string) => void;
}

/** The accessible equivalent of the map: a row for each block face, with a choice of its spaces. */
export function SpotList({ spots, seconds, openFaces, onOpenFaces, onSelect }: SpotListProps) {
  const toggle = (key: string) =>
    onOpenFaces((keys) => (keys.includes(key) ? keys.filter((each) => each !== key) : [...keys, key]));
  return (
    <ul className="spot-list">
      {toBlockFaces(spots).map((face) => {
        const { key, nearest } = face;
        const isOpen = openFaces.includes(key);
        return face.spots.length === 1 ? (
          <li key={key}>
            <button type="button" className="spot-row" onClick={() => onSelect(nearest.id)}>
              <SpotLabel text={nearest.label} />
              <FaceSummary face={face} seconds={seconds} />
            </button>
          </li>
        ) : (
          <li key={key}>
            <button type="button" className="spot-row" aria-expanded={isOpen} onClick={() => toggle(key)}>
              <span className="face-count" aria-hidden>
                {face.spots.length}
              </span>
              <FaceSummary face={face} seconds={seconds} />
            </button>
            {isOpen && <Spaces face={face} onSelect={onSelect} />}
          </li>
        );
      })}
    </ul>
  );
}

/** Place, number of spaces, walk and price. */
function FaceSummary({ face: { nearest, spots }, seconds }: { face: BlockFace; seconds: number }) {
  const { zone, distance, attributes, price } = nearest;
  const details = [
    searchTexts.block(zone.from_street, zone.to_street),
    spots.length > 1 ? searchTexts.spaces(spots.length) : "",
    searchTexts.near(formatDistance(distance), walkMinutes(distance)),
    ...attributes.map((name) => searchTexts.attributes[name] ?? name),
  ];
  return (
    <>
      <span className="spot-where">
        <strong>{searchTexts.street(zone.street, zone.side)}</strong>
        <small>{details.filter(Boolean).join(" · ")}</small>
      </span>
      <span className="spot-price">
        <strong>{formatPrice(price)}</strong>
        <small>{searchTexts.forStay(formatDuration(seconds))}</small>
      </span>
    </>
  );
}

/** The choice of a space. */
function Spaces({ face: { nearest, spots }, onSelect }: { face: BlockFace; onSelect: (id: string) => void }) {
  const { street, side } = nearest.zone;
  return (
    <ul className="spaces" aria-label={searchTexts.chooseSpace(searchTexts.street(street, side))}>
      {spots.map((spot) => {
        const place = spacePlace(spot);
        return (
          <li key={spot.id}>
            <button type="button" className="space" onClick={() => onSelect(spot.id)}>
              <SpotLabel text={spot.label} />
              {place && <small>{place}</small>}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** An estimated position has no distance of its own. */
function spacePlace({ position_assumed, label, distance }: FreeSpot): string | undefined {
  if (!position_assumed) return formatDistance(distance);
  const meter = meterOf(label);
  return meter && searchTexts.byMeter(meter);
}
