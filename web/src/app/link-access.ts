import { useLocation } from "@tanstack/react-router";
import { useSyncExternalStore } from "react";
import { savedReservation, savedChargeToken } from "@/lib/saved-reservations";
import { linkToken, subscribeLinkTokens } from "@/lib/link-token";

/** The token from the link of a mail; it is sent only as a header. */
export function useLinkToken(): string | undefined {
  const path = useLocation({ select: ({ pathname }) => pathname });
  return useSyncExternalStore(subscribeLinkTokens, () => linkToken(path));
}

/** From the current link, or from one that this browser opened before. */
export function useReservationToken(id: string): string | undefined {
  const token = useLinkToken();
  return token ?? savedReservation(id)?.token;
}

/** From the current link, or from the saved reservation of the charge. */
export function useChargeToken(id: string): string | undefined {
  const token = useLinkToken();
  return token ?? savedChargeToken(id);
}
