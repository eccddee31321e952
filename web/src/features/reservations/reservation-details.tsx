import type { ReactNode } from "react";
import type { Reservation } from "@/api/types";
import { Facts } from "@/components/ui/description-list";
import { Plate } from "@/components/ui/spot-label";
import { formatMoney } from "@/lib/money";
import { formatCountdown, formatMoment, formatNear } from "@/lib/time";
import { useNow } from "@/lib/use-now";
import { payTexts } from "@/texts/billing";
import { searchTexts, stayTexts } from "@/texts/reservations";

const GIVEN_UP = ["cancelled", "expired"];

/** What the clock is counting towards. */
function target(reservation: Reservation, now: number): { label: string; at: number; isSoon: boolean } | undefined {
  const [start, end] = [Date.parse(reservation.starts_at), Date.parse(reservation.ends_at)];
  if (reservation.status === "held" && reservation.hold_expires_at) {
    const at = Date.parse(reservation.hold_expires_at);
    return { label: stayTexts.holdLeft, at, isSoon: at - now < 120_000 };
  }
  if (reservation.status !== "confirmed" || end <= now) return undefined;
  if (start > now) return { label: stayTexts.startsIn, at: start, isSoon: false };
  return { label: stayTexts.endsIn, at: end, isSoon: end - now < 600_000 };
}

export function titleOf(reservation: Reservation, now: number): string {
  const isActive = reservation.status === "confirmed" && Date.parse(reservation.starts_at) <= now;
  return stayTexts.titles[isActive ? "active" : reservation.status] ?? reservation.status;
}

/** One reservation, with its clock. */
export function Stay({ reservation, children }: { reservation: Reservation; children?: ReactNode }) {
  const now = useNow();
  const { spot, time_zone: zone, charge, card } = reservation;
  const clock = target(reservation, now);
  const cross = searchTexts.between(spot.zone.from_street, spot.zone.to_street);
  const facts: [string, ReactNode][] = [
    [
      stayTexts.place,
      <>
        <strong>{searchTexts.street(spot.zone.street, spot.zone.side)}</strong>
        {cross && (
          <>
            <br />
            <span className="soft">{cross}</span>
          </>
        )}
      </>,
    ],
    [stayTexts.from, formatMoment(reservation.starts_at, zone)],
    [stayTexts.until, formatMoment(reservation.ends_at, zone)],
    [stayTexts.rate, searchTexts.perHour(formatMoney(reservation.rate))],
    charge
      ? [stayTexts.total, `${formatMoney(charge.amount)}, ${stayTexts.charge[charge.state] ?? charge.state}`]
      : GIVEN_UP.includes(reservation.status)
        ? [stayTexts.total, stayTexts.charge.zero]
        : [stayTexts.atMost, formatMoney(reservation.estimate)],
  ];
  if (charge && charge.refund_failed.amount_minor > 0) {
    facts.push([stayTexts.refundFailed, formatMoney(charge.refund_failed)]);
  }
  if (card) facts.push([stayTexts.card, payTexts.ending(card.brand, card.last4)]);
  facts.push([stayTexts.receiptTo, reservation.email]);
  return (
    <article className="stay">
      <header className={`stay-head is-${clock?.isSoon ? "soon" : reservation.status}`}>
        <Plate text={spot.label} isLarge />
        <div>
          <h1>{titleOf(reservation, now)}</h1>
          <p>{searchTexts.spot(spot.label)}</p>
        </div>
        {clock && (
          <div className="clock" role="timer" aria-label={`${clock.label} ${formatNear(clock.at, zone, now)}`}>
            <span className="clock-label">{clock.label}</span>
            <strong className="clock-digits">{formatCountdown(clock.at - now)}</strong>
          </div>
        )}
      </header>
      {children}
      <Facts facts={facts} />
    </article>
  );
}
