import type { VisitView } from "@/api/visit-types";
import { formatMoney } from "@/lib/money";
import { formatCountdown, formatPeriod, formatShortDateTime } from "@/lib/time";
import { useNow } from "@/lib/use-now";
import { texts } from "@/texts/app";
import { reservationTexts } from "@/texts/reservations";
import { stayTexts } from "@/texts/stays";
import { visitTexts } from "@/texts/visits";

/** Time before the latest end from which the clock warns. */
const SOON_MS = 600_000;

export function visitTitle({ state }: Pick<VisitView, "state">): string {
  return reservationTexts.titles[state === "open" ? "active" : "completed"] ?? state;
}

/** Of the heading, which takes the focus of a button that disappears. */
export const VISIT_TITLE_ID = "visit-title";

/** State, time since the arrival, and cost. */
export function VisitClock({ visit }: { visit: VisitView }) {
  return visit.state === "open" ? <OpenVisit visit={visit} /> : <EndedVisit visit={visit} />;
}

function VisitHeading({ visit }: { visit: VisitView }) {
  return (
    <h1 id={VISIT_TITLE_ID} tabIndex={-1}>
      {visitTitle(visit)}
    </h1>
  );
}

function OpenVisit({ visit }: { visit: VisitView }) {
  const now = useNow();
  const { arrived_at, bound_at, time_zone: zone, cost_so_far, at_most } = visit;
  const [arrived, bound] = [Date.parse(arrived_at), Date.parse(bound_at)];
  const since = visitTexts.since(formatShortDateTime(arrived, zone, now));
  return (
    <header className={`stay-head is-${bound - now < SOON_MS ? "soon" : "confirmed"}`}>
      <VisitHeading visit={visit} />
      <div className="clock" role="timer" aria-label={since}>
        <span className="clock-label">{visitTexts.parkedFor}</span>
        <strong className="clock-digits">{formatCountdown(Math.max(0, now - arrived))}</strong>
      </div>
      <p>
        {texts.named(visitTexts.soFar)} <strong>{formatMoney(cost_so_far)}</strong> ·{" "}
        {stayTexts.atMost(formatMoney(at_most))}
      </p>
      <p>
        {since}, {visitTexts.until(formatShortDateTime(bound, zone, now))}
      </p>
    </header>
  );
}

function EndedVisit({ visit }: { visit: VisitView }) {
  const { arrived_at, ended_at, end_reason, bound_at, time_zone: zone, reservation } = visit;
  const { charge } = reservation;
  const reason = end_reason && visitTexts.reason(end_reason);
  const { zero } = reservationTexts.charge;
  const total = charge
    ? `${formatMoney(charge.amount)}, ${reservationTexts.charge[charge.state] ?? charge.state}`
    : reservation.status === "completed"
      ? formatMoney(visit.cost_so_far)
      : zero;
  return (
    <header className="stay-head is-completed">
      <VisitHeading visit={visit} />
      <p>{formatPeriod(arrived_at, ended_at ?? bound_at, zone)}</p>
      {reason && <p>{reason}</p>}
      <p>
        {texts.named(reservationTexts.total)} <strong>{total}</strong>
      </p>
    </header>
  );
}
