import { useLocation } from "@tanstack/react-router";
import { useSyncExternalStore } from "react";
import { savedReservation, savedChargeToken } from "@/lib/saved-reservations";
import { linkToken, subscribeLinkTokens } from "@/lib/link-token";

/** The token of the mail's link that led to this page; it is never sent anywhere but as a header. */
export function useLinkToken(): string | undefined {
  const path = useLocation({ select: ({ pathname }) => pathname });
  return useSyncExternalStore(subscribeLinkTokens, () => linkToken(path));
}

/** The token for a reservation: of the link, or of the link that this browser has seen before. */
export function useReservationToken(id: string): string | undefined {
  const token = useLinkToken();
  return token ?? savedReservation(id)?.token;
}

/** The token for a charge: of the link, or the one of its reservation that this browser remembers. */
export function useChargeToken(id: string): string | undefined {
  const token = useLinkToken();
  return token ?? savedChargeToken(id);
}
