import type { VisitView } from "@/api/visit-types";
import { formatMoney } from "@/lib/money";
import { formatCountdown, formatShortDateTime } from "@/lib/time";
import { useNow } from "@/lib/use-now";
import { visitTexts } from "@/texts/visits";
import { visitTitle } from "./visit-clock";

/** An open visit in a list. */
export function VisitCard({ visit }: { visit: VisitView }) {
  const now = useNow();
  const { site, arrived_at, time_zone, cost_so_far, plate } = visit;
  const arrived = Date.parse(arrived_at);
  return (
    <span className="visit-card">
      <span className="spot-where">
        <strong>{visitTitle(visit)}</strong>
        <small>
          {[site.name, plate].filter(Boolean).join(" · ")}
          <br />
          {visitTexts.since(formatShortDateTime(arrived, time_zone, now))} · {formatMoney(cost_so_far)}
        </small>
      </span>
      <strong className="clock-small">{formatCountdown(Math.max(0, now - arrived))}</strong>
    </span>
  );
}
