import type { ReactNode } from "react";
import type { Reservation } from "@/api/types";
import { DescriptionList } from "@/components/ui/description-list";
import { SpotLabel } from "@/components/ui/spot-label";
import { formatMoney } from "@/lib/money";
import { formatCountdown, formatDateTime, formatShortDateTime } from "@/lib/time";
import { useNow } from "@/lib/use-now";
import { payTexts } from "@/texts/billing";
import { searchTexts, reservationTexts } from "@/texts/reservations";
import { meterOf } from "./search/block-faces";
import { hasBegun, isConfirmed } from "./stay-state";

const UNCHARGED_STATUSES = ["cancelled", "expired"];

function countdownTarget(
  reservation: Reservation,
  now: number,
): { label: string; at: number; isSoon: boolean } | undefined {
  const [start, end] = [Date.parse(reservation.starts_at), Date.parse(reservation.ends_at)];
  if (reservation.status === "held" && reservation.hold_expires_at) {
    const at = Date.parse(reservation.hold_expires_at);
    return { label: reservationTexts.holdLeft, at, isSoon: at - now < 120_000 };
  }
  if (!isConfirmed(reservation, now)) return undefined;
  if (!hasBegun(reservation, now)) return { label: reservationTexts.startsIn, at: start, isSoon: false };
  return { label: reservationTexts.endsIn, at: end, isSoon: end - now < 600_000 };
}

export function reservationTitle(reservation: Reservation, now: number): string {
  return reservationTexts.titles[hasBegun(reservation, now) ? "active" : reservation.status] ?? reservation.status;
}

/** True for a wait in words, which has smaller letters. */
const isLong = (left: string) => left.includes(" ");

/** Of the heading, which takes the focus of a button that disappears. */
export const STAY_TITLE_ID = "stay-title";

export function ReservationDetails({ reservation, children }: { reservation: Reservation; children?: ReactNode }) {
  const now = useNow();
  const { spot, time_zone: zone, charge, card } = reservation;
  const clock = countdownTarget(reservation, now);
  const left = clock ? formatCountdown(clock.at - now) : "";
  const cross = searchTexts.between(spot.zone.from_street, spot.zone.to_street);
  const details: [string, ReactNode][] = [
    [
      reservationTexts.place,
      <>
        <strong>{searchTexts.street(spot.zone.street, spot.zone.side)}</strong>
        {cross && (
          <>
            <br />
            <span className="soft">{cross}</span>
          </>
        )}
        {spot.position_assumed && (
          <>
            <br />
            {searchTexts.assumed(meterOf(spot.label))} <span className="soft">{searchTexts.assumedHint}</span>
          </>
        )}
      </>,
    ],
    [reservationTexts.from, formatDateTime(reservation.starts_at, zone)],
    [reservationTexts.until, formatDateTime(reservation.ends_at, zone)],
    reservation.rules
      ? [reservationTexts.rules, reservation.rules]
      : [reservationTexts.rate, searchTexts.perHour(formatMoney(reservation.rate))],
    charge
      ? [
          reservationTexts.total,
          `${formatMoney(charge.amount)}, ${reservationTexts.charge[charge.state] ?? charge.state}`,
        ]
      : UNCHARGED_STATUSES.includes(reservation.status)
        ? [reservationTexts.total, reservationTexts.charge.zero]
        : [reservationTexts.atMost, formatMoney(reservation.estimate)],
  ];
  if (charge && charge.carried_over.amount_minor > 0) {
    details.push([reservationTexts.carriedOver, formatMoney(charge.carried_over)]);
  }
  if (charge && charge.refund_failed.amount_minor > 0) {
    details.push([reservationTexts.refundFailed, formatMoney(charge.refund_failed)]);
  }
  if (card) details.push([reservationTexts.card, payTexts.ending(card.brand, card.last4)]);
  details.push([reservationTexts.receiptTo, reservation.email], [reservationTexts.reference, reservation.reference]);
  return (
    <article className="stay">
      <header className={`stay-head is-${clock?.isSoon ? "soon" : reservation.status}`}>
        <SpotLabel text={spot.label} isLarge />
        <div>
          <h1 id={STAY_TITLE_ID} tabIndex={-1}>
            {reservationTitle(reservation, now)}
          </h1>
          <p>{searchTexts.spot(spot.label)}</p>
        </div>
        {clock && (
          <div className="clock" role="timer" aria-label={`${clock.label} ${formatShortDateTime(clock.at, zone, now)}`}>
            <span className="clock-label">{clock.label}</span>
            <strong className={`clock-digits${isLong(left) ? " is-words" : ""}`}>{left}</strong>
          </div>
        )}
      </header>
      {children}
      <DescriptionList items={details} />
    </article>
  );
}
