import { type ReactNode, useEffect, useRef } from "react";
import { IconButton } from "@/components/ui/button";
import { RadioChips } from "@/components/ui/chips";
import { CloseIcon, WalkIcon } from "@/components/ui/icons";
import { Notice } from "@/components/ui/notice";
import type { FreeSpot, LiveSpot, RefusedSpot } from "@/api/types";
import { SpotLabel } from "@/components/ui/spot-label";
import { formatDistance, walkMinutes } from "@/lib/geo";
import { formatMoney, type Money } from "@/lib/money";
import { formatDuration, formatShortDateTime } from "@/lib/time";
import { useNow } from "@/lib/use-now";
import { texts } from "@/texts/app";
import { searchTexts } from "@/texts/reservations";
import { meterOf } from "./search/block-faces";

interface SpotPanelProps {
  spot: Pick<LiveSpot, "label" | "attributes">;
  /** Undefined until the search has returned, and for a spot that is not free. */
  details: FreeSpot | RefusedSpot["spot"] | undefined;
  /** Of the whole stay; undefined until it is known. */
  price: Money | undefined;
  /** Undefined if the rules have no limit. */
  latestEnd: string | undefined;
  metres: number | undefined;
  /** Free for the whole requested time. */
  isFree: boolean;
  /** It is not known if the spot is free: `children` are shown instead of an answer. */
  isUnknown: boolean;
  until: string | undefined;
  seconds: number;
  durations: number[];
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

export function SpotPanel(props: SpotPanelProps) {
  const now = useNow(30);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus({ preventScroll: true }), []);
  const { spot, details, price, latestEnd, metres, isFree, isUnknown, until, seconds, durations, zone } = props;
  const { onSeconds, onClose, priceHistory, refusal, own, children } = props;
  const street = details && searchTexts.street(details.zone.street, details.zone.side);
  const end = until ? searchTexts.until(formatShortDateTime(until, zone, now)) : searchTexts.freeForStay;
  return (
    <article
      className="spot-panel"
      aria-labelledby="spot-title"
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <header className="panel-head">
        <SpotLabel text={spot.label} isLarge />
        <div>
          <h2 id="spot-title" tabIndex={-1} ref={title}>
            {searchTexts.spot(spot.label)}
          </h2>
          <p className="soft">{street ?? "\u00a0"}</p>
        </div>
        <IconButton label={texts.close} onPress={onClose}>
          <CloseIcon />
        </IconButton>
      </header>
      {details?.position_assumed && (
        <p>
          {searchTexts.assumed(meterOf(spot.label))} <span className="soft">{searchTexts.assumedHint}</span>
        </p>
      )}
      <p className="spot-line">
        {metres !== undefined && (
          <span className="with-icon">
            <WalkIcon />
            {searchTexts.walk(formatDistance(metres), walkMinutes(metres))}
          </span>
        )}
        {isFree && !own && <span className="soft">{end}</span>}
        {spot.attributes.map((name) => (
          <span key={name} className="tag">
            {searchTexts.attributes[name] ?? name}
          </span>
        ))}
      </p>
      <RadioChips
        label={searchTexts.duration}
        value={String(seconds)}
        options={durations.map((each) => ({ value: String(each), label: formatDuration(each) }))}
        onChange={(value) => onSeconds(Number(value))}
      />
      <p className="price-line">
        {price && (
          <>
            <strong>{formatMoney(price)}</strong>
            <span className="soft">{searchTexts.forStay(formatDuration(seconds))}</span>
          </>
        )}
        {price?.amount_minor === 0 && <span>{searchTexts.nothingToPay}</span>}
        {details?.hours && <span className="soft">{searchTexts.hours(details.hours)}</span>}
      </p>
      {details?.rules && (
        <p className="rules">
          <span className="visually-hidden">{searchTexts.rules}: </span>
          {details.rules} {priceHistory}
        </p>
      )}
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
    </article>
  );
}
