import type { Kept } from "@/lib/saved-reservations";
import { recall, remember } from "@/lib/storage";
import { formatClock } from "@/lib/time";
import { stayTexts } from "@/texts/reservations";

/** How long before the end drivers are told. */
export const AHEAD_MS = 600_000;

/** The stay that ends within ten minutes, if there is one. */
export function endingSoon(all: Kept[], now: number): Kept | undefined {
  return all.find(({ reservation: { status, starts_at, ends_at } }) => {
    const left = Date.parse(ends_at) - now;
    return status === "confirmed" && Date.parse(starts_at) <= now && left > 0 && left <= AHEAD_MS;
  });
}

/** Tells it by the system, once for each end, if the driver wanted that. */
export async function notify({ reservation }: Kept): Promise<void> {
  const told = `${reservation.id}:${reservation.ends_at}`;
  if (!("Notification" in window) || Notification.permission !== "granted" || recall("told") === told) return;
  remember("told", told);
  const title = stayTexts.soonTitle(reservation.spot.label);
  const body = stayTexts.soonText(formatClock(reservation.ends_at, reservation.time_zone));
  const path = `/reservations/${reservation.id}`;
  const worker = await navigator.serviceWorker?.getRegistration();
  if (worker) await worker.showNotification(title, { body, tag: told, icon: "/icon-192.png", data: { path } });
  else new Notification(title, { body, tag: told, icon: "/icon-192.png" });
}
