import type { SavedReservation } from "@/lib/saved-reservations";
import { getStored, setStored } from "@/lib/storage";
import { formatTime } from "@/lib/time";
import { reservationTexts } from "@/texts/reservations";

export const REMINDER_LEAD_MS = 600_000;

export function endingSoon(all: SavedReservation[], now: number): SavedReservation | undefined {
  return all.find(({ reservation: { status, starts_at, ends_at } }) => {
    const left = Date.parse(ends_at) - now;
    return status === "confirmed" && Date.parse(starts_at) <= now && left > 0 && left <= REMINDER_LEAD_MS;
  });
}

/** Shows a system notification once for each end, if the driver has allowed it. */
export async function showEndNotification({ reservation, place }: SavedReservation): Promise<void> {
  const tag = `${reservation.id}:${reservation.ends_at}`;
  if (!("Notification" in window) || Notification.permission !== "granted" || getStored("told") === tag) return;
  setStored("told", tag);
  const title = reservationTexts.soonTitle(place ?? reservation.spot.label);
  const body = reservationTexts.soonText(formatTime(reservation.ends_at, reservation.time_zone));
  const path = `/reservations/${reservation.id}`;
  const worker = await navigator.serviceWorker?.getRegistration();
  if (worker) await worker.showNotification(title, { body, tag, icon: "/icon-192.png", data: { path } });
  else new Notification(title, { body, tag, icon: "/icon-192.png" });
}
