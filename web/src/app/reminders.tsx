import { Link, useLocation } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { IconButton } from "@/components/ui/button";
import { BellIcon, CloseIcon } from "@/components/ui/icons";
import { endingSoon, showEndNotification } from "@/features/reservations/end-reminder";
import { useOpenReservations } from "@/lib/saved-reservations";
import { formatTime } from "@/lib/time";
import { useNow } from "@/lib/use-now";
import { texts } from "@/texts/app";
import { reservationTexts } from "@/texts/reservations";

/** The alert ten minutes before the end of a stay, on every page. */
export function Reminders() {
  const now = useNow(5);
  const soon = endingSoon(useOpenReservations(), now);
  const path = useLocation({ select: (location) => location.pathname });
  const [closed, setClosed] = useState<string>();
  const end = soon?.reservation.ends_at;
  useEffect(() => {
    if (soon) void showEndNotification(soon);
    // Once for each end, not at each tick of the clock.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [soon?.reservation.id, end]);
  if (!soon || closed === end) return null;
  const { id, spot, ends_at, time_zone } = soon.reservation;
  return (
    <div className="reminder" role="alert">
      <BellIcon />
      <span>
        <strong>{reservationTexts.soonTitle(soon.place ?? spot.label)}</strong>
        <br />
        {reservationTexts.soonShort(formatTime(ends_at, time_zone))}{" "}
        {path !== `/reservations/${id}` && (
          <Link to="/reservations/$id" params={{ id }}>
            {reservationTexts.extend}
          </Link>
        )}
      </span>
      <IconButton label={texts.close} onPress={() => setClosed(end)}>
        <CloseIcon />
      </IconButton>
    </div>
  );
}
