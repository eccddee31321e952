import type { ReactNode } from "react";
import type { Reservation } from "@/api/types";
import { DescriptionList } from "@/components/ui/description-list";
import { formatMoney } from "@/lib/money";
import { formatCountdown, formatDateTime, formatPeriod, formatShortDateTime } from "@/lib/time";
import { useNow } from "@/lib/use-now";
import { texts } from "@/texts/app";
import { payTexts } from "@/texts/billing";
import { reservationTexts, searchTexts } from "@/texts/reservations";
import { stayTexts } from "@/texts/stays";
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

/** State, clock, time and price. */
export function StayHeader({ reservation }: { reservation: Reservation }) {
  const now = useNow();
  const { time_zone: zone, starts_at, ends_at } = reservation;
  const clock = countdownTarget(reservation, now);
  const left = clock ? formatCountdown(clock.at - now) : "";
  const period = formatPeriod(starts_at, ends_at, zone);
  const total = totalOf(reservation);
  return (
    <header className={`stay-head is-${clock?.isSoon ? "soon" : reservation.status}`}>
      <h1 id={STAY_TITLE_ID} tabIndex={-1}>
        {reservationTitle(reservation, now)}
      </h1>
      {clock && (
        <div className="clock" role="timer" aria-label={`${clock.label} ${formatShortDateTime(clock.at, zone, now)}`}>
          <span className="clock-label">{clock.label}</span>
          <strong className={`clock-digits${isLong(left) ? " is-words" : ""}`}>{left}</strong>
        </div>
      )}
      <p>{total ? period : [period, stayTexts.atMost(formatMoney(reservation.estimate))].join(" · ")}</p>
      {total && (
        <p>
          {texts.named(reservationTexts.total)} <strong>{total}</strong>
        </p>
      )}
    </header>
  );
}

/** In words; undefined until the stay is over. */
function totalOf({ charge, status }: Reservation): string | undefined {
  if (charge) return `${formatMoney(charge.amount)}, ${reservationTexts.charge[charge.state] ?? charge.state}`;
  return UNCHARGED_STATUSES.includes(status) ? reservationTexts.charge.zero : undefined;
}

interface ReservationDetailsProps {
  reservation: Reservation;
  /** The driver may park on any spot, and is told none. */
  isUnnumbered?: boolean;
}

/** Rarely needed: rules, price, card, address and reference. */
export function ReservationDetails({ reservation, isUnnumbered = false }: ReservationDetailsProps) {
  const { time_zone: zone, charge, card } = reservation;
  const details: [string, ReactNode][] = [
    ...(isUnnumbered ? [] : [[reservationTexts.spot, reservation.spot.label] satisfies [string, string]]),
    [reservationTexts.from, formatDateTime(reservation.starts_at, zone)],
    [reservationTexts.until, formatDateTime(reservation.ends_at, zone)],
    reservation.rules
      ? [reservationTexts.rules, reservation.rules]
      : [reservationTexts.rate, searchTexts.perHour(formatMoney(reservation.rate))],
  ];
  if (!totalOf(reservation)) details.push([reservationTexts.atMost, formatMoney(reservation.estimate)]);
  if (charge && charge.carried_over.amount_minor > 0) {
    details.push([reservationTexts.carriedOver, formatMoney(charge.carried_over)]);
  }
  if (charge && charge.refund_failed.amount_minor > 0) {
    details.push([reservationTexts.refundFailed, formatMoney(charge.refund_failed)]);
  }
  if (card) details.push([reservationTexts.card, payTexts.ending(card.brand, card.last4)]);
  details.push([reservationTexts.receiptTo, reservation.email], [reservationTexts.reference, reservation.reference]);
  return <DescriptionList items={details} />;
}
