import type { RefusedSpot } from "@/api/types";
import { Button } from "@/components/ui/button";
import { shortStreet } from "@/lib/street-names";
import { searchTexts } from "@/texts/reservations";
import { groupRefusals } from "./refusal";
import { RefusalNotice, type StayChange } from "./refusal-notice";

interface RefusedSpotsProps {
  refused: RefusedSpot[];
  from: number | undefined;
  searchedAt: number;
  onSelect: (id: string) => void;
  onChange: (change: StayChange) => void;
}

/** Spots nearby that are free, but whose rules refuse the stay. */
export function RefusedSpots({ refused, from, searchedAt, onSelect, onChange }: RefusedSpotsProps) {
  if (!refused.length) return null;
  return (
    <section className="refused-spots" aria-labelledby="refused">
      <h3 id="refused">{searchTexts.refused}</h3>
      <p className="soft">{searchTexts.refusedText}</p>
      <ul>
        {groupRefusals(refused).map((group) => {
          const [first] = group;
          return (
            first && (
              <li key={first.spot.id}>
                <strong>{searchTexts.street(shortStreet(first.spot.zone.street), first.spot.zone.side)}</strong>
                <p className="refused-labels">
                  {group.map(({ spot }) => (
                    <Button key={spot.id} kind="plain" onPress={() => onSelect(spot.id)}>
                      {searchTexts.spot(spot.label)}
                    </Button>
                  ))}
                </p>
                <p className="soft">{first.spot.rules}</p>
                <RefusalNotice
                  refusal={first}
                  from={from}
                  searchedAt={searchedAt}
                  zone={first.spot.time_zone}
                  onChange={onChange}
                />
              </li>
            )
          );
        })}
      </ul>
    </section>
  );
}
