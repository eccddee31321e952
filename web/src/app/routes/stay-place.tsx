import { type ReactNode, useMemo } from "react";
import { Directions } from "@/components/ui/directions";
import type { StayPlace as Place } from "@/features/reservations/stay-place";
import type { Position } from "@/lib/geo";
import { searchTexts } from "@/texts/reservations";
import { stayTexts } from "@/texts/stays";
import { StaticMap } from "./static-map";

interface StayPlaceProps {
  place: Place;
  /** The driver may park on any spot, and is told none. */
  isUnnumbered?: boolean;
  userPosition?: Position | undefined;
  /** Shows links to the way there. */
  hasDirections: boolean;
  children?: ReactNode;
}

/** A small map, the street with its cross streets, and the way there. */
export function StayPlace({ place, isUnnumbered, userPosition, hasDirections, children }: StayPlaceProps) {
  const { lat, lng, name, detail, assumed } = place;
  const label = isUnnumbered ? name : place.label;
  const places = useMemo(() => [{ id: label, label, lat, lng }], [label, lat, lng]);
  return (
    <section className="stack stay-place" aria-labelledby="stay-place">
      <StaticMap title={stayTexts.mapOf(name)} places={places} userPosition={userPosition} />
      <div>
        <h2 id="stay-place">
          {name} {!isUnnumbered && <span className="place-number">{searchTexts.spot(label)}</span>}
        </h2>
        {detail && <p className="soft">{detail}</p>}
        {assumed && (
          <p>
            {assumed} <span className="soft">{searchTexts.assumedHint}</span>
          </p>
        )}
      </div>
      {hasDirections && <Directions to={place} />}
      {children}
    </section>
  );
}
