import { useLocation } from "@tanstack/react-router";
import { kept } from "@/lib/kept";

/** The token behind the `#` of a mail's link; it is never sent anywhere but as a header. */
export function useLinkToken(): string | undefined {
  const hash = useLocation({ select: (location) => location.hash });
  return new URLSearchParams(hash).get("token") ?? undefined;
}

/** The token for a reservation: of the link, or of the link that this browser has seen before. */
export function useReservationToken(id: string): string | undefined {
  const token = useLinkToken();
  return token ?? kept(id)?.token;
}
