import { type ReactNode, useEffect, useRef } from "react";
import { IconButton } from "@/components/ui/button";
import { Directions } from "@/components/ui/directions";
import { CloseIcon, WalkIcon } from "@/components/ui/icons";
import { Notice } from "@/components/ui/notice";
import type { FreeSpot, LiveSpot, RefusedSpot, Reservation } from "@/api/types";
import { formatDistance, unitsIn, walkMinutes } from "@/lib/geo";
import { formatShortDateTime } from "@/lib/time";
import { useNow } from "@/lib/use-now";
import { texts } from "@/texts/app";
import { searchTexts } from "@/texts/reservations";
import { LengthPicker } from "./length-picker";
import { meterOf } from "./search/block-faces";

interface SpotPanelProps {
  spot: Pick<LiveSpot, "label" | "attributes" | "lat" | "lng">;
  /** Undefined until the search has returned, and for a spot that is not free. */
  details: FreeSpot | RefusedSpot["spot"] | undefined;
  /** The garage or lot of the spot. */
  site?: { name: string; unnumbered: boolean } | undefined;
  /** Known without the search for a spot that the driver has reserved. */
  place: Pick<Reservation["spot"], "zone" | "position_assumed"> | undefined;
  /** The whole stay costs nothing. */
  isFreeOfCharge: boolean;
  /** Undefined if the rules have no limit. */
  latestEnd: string | undefined;
  metres: number | undefined;
  /** Free for the whole requested time. */
  isFree: boolean;
  /** It is not known if the spot is free: `children` are shown instead of an answer. */
  isUnknown: boolean;
  until: string | undefined;
  seconds: number;
  /** Start in milliseconds; undefined for now. */
  from: number | undefined;
  zone: string;
  onSeconds: (seconds: number) => void;
  onClose: () => void;
  /** Link to the history of the prices in the zone. */
  priceHistory?: ReactNode;
  /** Shown instead of the form if the rules refuse the stay. */
  refusal?: ReactNode;
  /** Shown instead of the form if the driver has reserved the spot for that time. */
  own?: ReactNode;
  children: ReactNode;
}

/** From top to bottom: the place, its rules, the length of the stay, and its price with the button. */
export function SpotPanel(props: SpotPanelProps) {
  const now = useNow(30);
  const { spot, details, isFreeOfCharge, latestEnd, isFree, isUnknown, seconds, from, zone } = props;
  const { onSeconds, onClose, refusal, own, children } = props;
  return (
    <article
      className="stack spot-panel"
      aria-labelledby="spot-title"
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <Place {...props} />
      <Rules details={details} priceHistory={props.priceHistory} />
      {!own && <LengthPicker seconds={seconds} from={from} zone={details?.time_zone} onSeconds={onSeconds} />}
      {isFreeOfCharge && <p>{searchTexts.nothingToPay}</p>}
      {latestEnd && !refusal && !own && (
        <p className="soft">{searchTexts.latestEnd(formatShortDateTime(latestEnd, zone, now))}</p>
      )}
      {own ? (
        own
      ) : refusal ? (
        <Notice title={searchTexts.refusedHere}>{refusal}</Notice>
      ) : isFree || isUnknown ? (
        children
      ) : (
        <Notice>{searchTexts.notFree}</Notice>
      )}
      <Directions to={spot} />
    </article>
  );
}

function Place({ spot, place, site, metres, until, isFree, own, zone, onClose }: SpotPanelProps) {
  const now = useNow(30);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus({ preventScroll: true }), []);
  const cross = place && searchTexts.between(place.zone.from_street, place.zone.to_street);
  const end = until ? searchTexts.until(formatShortDateTime(until, zone, now)) : searchTexts.freeForStay;
  return (
    <>
      <header className="place-head">
        <div>
          <h2 id="spot-title" tabIndex={-1} ref={title}>
            {place && (site?.name ?? searchTexts.street(place.zone.street, place.zone.side))}{" "}
            {!site?.unnumbered && <span className={place && "place-number"}>{searchTexts.spot(spot.label)}</span>}
          </h2>
          {cross && <p className="soft">{cross}</p>}
        </div>
        <IconButton label={texts.close} onPress={onClose}>
          <CloseIcon />
        </IconButton>
      </header>
      {place?.position_assumed && (
        <p>
          {searchTexts.assumed(meterOf(spot.label))} <span className="soft">{searchTexts.assumedHint}</span>
        </p>
      )}
      <p className="spot-line">
        {place && metres !== undefined && (
          <span className="with-icon">
            <WalkIcon />
            {searchTexts.walk(formatDistance(metres, unitsIn(zone)), walkMinutes(metres))}
          </span>
        )}
        {isFree && !own && <span className="soft">{end}</span>}
        {spot.attributes.map((name) => (
          <span key={name} className="tag">
            {searchTexts.attributes[name] ?? name}
          </span>
        ))}
      </p>
    </>
  );
}

function Rules({ details, priceHistory }: Pick<SpotPanelProps, "details" | "priceHistory">) {
  if (!details?.rules && !details?.hours) return null;
  return (
    <p className="rules">
      <span className="visually-hidden">{texts.named(searchTexts.rules)} </span>
      {details.rules} {details.hours && <span className="soft">{searchTexts.hours(details.hours)}</span>} {priceHistory}
    </p>
  );
}
