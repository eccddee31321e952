import type { ReactNode } from "react";
import type { FreeSpot } from "@/api/types";
import { DownIcon } from "@/components/ui/icons";
import { SpotLabel } from "@/components/ui/spot-label";
import { formatDistance, unitsIn, walkMinutes } from "@/lib/geo";
import { formatPrice } from "@/lib/money";
import { shortBlock, shortStreet } from "@/lib/street-names";
import { formatDuration } from "@/lib/time";
import { searchTexts } from "@/texts/reservations";
import { type BlockFace, meterOf } from "./block-faces";
import { type ListedSite, mergedList } from "./merged-list";

interface SpotListProps {
  spots: FreeSpot[];
  seconds: number;
  /** Keys of the block faces whose spaces are shown. */
  openFaces: string[];
  onOpenFaces: (change: (keys: string[]) => string[]) => void;
  onSelect: (id: string) => void;
  /** Garages and lots, with their rows. */
  sites?: ListedSite[];
  siteRow?: (site: ListedSite) => ReactNode;
}

const streetOf = ({ zone }: FreeSpot) => searchTexts.street(shortStreet(zone.street), zone.side);

/**
 * The accessible equivalent of the map: a row for each block face opens its nearest space, others can be chosen; a row
 * for each garage or lot.
 */
export function SpotList({ spots, seconds, openFaces, onOpenFaces, onSelect, sites = [], siteRow }: SpotListProps) {
  const toggle = (key: string) =>
    onOpenFaces((keys) => (keys.includes(key) ? keys.filter((each) => each !== key) : [...keys, key]));
  return (
    <ul className="spot-list">
      {mergedList(spots, sites).map((entry) => {
        if ("site" in entry) return <li key={entry.site.id}>{siteRow?.(entry.site)}</li>;
        const { face } = entry;
        const { key, nearest } = face;
        const isOpen = openFaces.includes(key);
        const hasChoice = face.spots.length > 1;
        return (
          <li key={key} data-face={key} className={hasChoice ? "has-choice" : undefined}>
            <button type="button" className="spot-row" onClick={() => onSelect(nearest.id)}>
              <FaceSummary face={face} seconds={seconds} />
            </button>
            {hasChoice && (
              <button
                type="button"
                className="face-toggle"
                aria-expanded={isOpen}
                aria-label={searchTexts.chooseSpace(streetOf(nearest))}
                onClick={() => toggle(key)}
              >
                <DownIcon />
              </button>
            )}
            {hasChoice && isOpen && <Spaces face={face} onSelect={onSelect} />}
          </li>
        );
      })}
    </ul>
  );
}

/** Street, block, number of spaces, walk and price. */
function FaceSummary({ face: { nearest, spots }, seconds }: { face: BlockFace; seconds: number }) {
  const { zone, distance, attributes, price, label, time_zone } = nearest;
  const details = [
    shortBlock(zone.from_street, zone.to_street),
    spots.length > 1 ? searchTexts.spaces(spots.length) : "",
    formatDistance(distance, unitsIn(time_zone)),
    searchTexts.walkTime(walkMinutes(distance)),
    ...attributes.map((name) => searchTexts.attributes[name] ?? name),
  ];
  return (
    <>
      <span className="spot-where">
        <strong>{streetOf(nearest)}</strong>
        <small>
          {details.filter(Boolean).join(" · ")}
          {spots.length === 1 && <SpotLabel text={label} />}
        </small>
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
  return (
    <ul className="spaces" aria-label={searchTexts.chooseSpace(streetOf(nearest))}>
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
function spacePlace({ position_assumed, label, distance, time_zone }: FreeSpot): string | undefined {
  if (!position_assumed) return formatDistance(distance, unitsIn(time_zone));
  const meter = meterOf(label);
  return meter && searchTexts.byMeter(meter);
}
