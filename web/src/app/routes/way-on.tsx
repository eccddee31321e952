import { Link } from "@tanstack/react-router";
import type { Reservation } from "@/api/types";
import { reservationTexts } from "@/texts/reservations";
import { stayTexts } from "@/texts/stays";
import { toSpotSearch } from "../map-search-params";
import { parkAgainSearch } from "../park-again";

/** From a stay that is over to its receipt, the same spot and other spots. */
export function WayOn({ reservation, now }: { reservation: Reservation; now: number }) {
  const { id, status, charge } = reservation;
  const isOver = status !== "held" && status !== "confirmed";
  const hasReceipt = charge && charge.state !== "zero";
  if (!isOver && !hasReceipt) return null;
  const isExpired = status === "expired";
  return (
    <div className="stack">
      {hasReceipt && (
        <Link to="/reservations/$id/receipt" params={{ id }} className="button button-quiet button-wide">
          {reservationTexts.receipt}
        </Link>
      )}
      {isExpired && <p className="soft">{reservationTexts.holdAgainText}</p>}
      {isOver && status !== "revoked" && (
        <Link
          to="/"
          search={isExpired ? toSpotSearch(reservation, now) : parkAgainSearch(reservation, now)}
          className={`button button-${isExpired ? "primary" : "quiet"} button-wide`}
        >
          {isExpired ? reservationTexts.holdAgain : stayTexts.parkAgain}
        </Link>
      )}
      {isOver && (
        <Link to="/" className="button button-quiet button-wide">
          {reservationTexts.again}
        </Link>
      )}
    </div>
  );
}
