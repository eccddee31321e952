import { queryOptions } from "@tanstack/react-query";
import { api, bearer, unwrap } from "@/api/client";
import { errorCode } from "@/api/problem";
import type { StayShare } from "@/api/types";
import { saveFile } from "@/lib/save-file";
import type { ReservationAccess } from "./requests";

const optionsFor = ({ id, token }: ReservationAccess) => ({ params: { path: { id } }, headers: bearer(token) });

/** Interval at which a shared stay is read again, in milliseconds. */
const SHARED_STAY_POLL_MS = 30_000;

/** The link of this page; a link that was made before is not known. Nothing is fetched. */
export function shareQuery({ id }: ReservationAccess) {
  return queryOptions({
    queryKey: ["stay-share", id],
    queryFn: (): StayShare | null => null,
    initialData: null as StayShare | null,
    staleTime: Infinity,
    gcTime: Infinity,
  });
}

/** Ends the link that was made before. */
export function shareStay(access: ReservationAccess): Promise<StayShare> {
  return unwrap(api.POST("/api/v1/reservations/{id}/share", optionsFor(access)));
}

export function endShare(access: ReservationAccess) {
  return unwrap(api.DELETE("/api/v1/reservations/{id}/share", optionsFor(access)));
}

/** Problems of a link that has ended, or was cut when it was copied. */
const ENDED_CODES = ["unauthenticated", "not_found", "invalid_request"];

export function hasShareEnded(error: unknown): boolean {
  return ENDED_CODES.includes(errorCode(error) ?? "");
}

/** There is no live connection for a shared stay. */
export function sharedStayQuery({ id, token }: ReservationAccess) {
  return queryOptions({
    queryKey: ["shared-stay", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/shared-stays/{id}", { ...optionsFor({ id, token }), signal })),
    // A link that has ended stays so.
    refetchInterval: ({ state: { data, error } }) =>
      data?.status === "confirmed" && !hasShareEnded(error) && SHARED_STAY_POLL_MS,
  });
}

/** Saves the stay for a calendar app. */
export async function saveCalendar(access: ReservationAccess, reference: string): Promise<void> {
  const options = { ...optionsFor(access), parseAs: "blob" as const };
  const file = await unwrap(api.GET("/api/v1/reservations/{id}/calendar", options));
  saveFile(file, `stay-${reference}.ics`);
}

export async function saveReceipt(access: ReservationAccess, reference: string): Promise<void> {
  const options = { ...optionsFor(access), parseAs: "blob" as const };
  const file = await unwrap(api.GET("/api/v1/reservations/{id}/receipt.pdf", options));
  saveFile(file, `receipt-${reference}.pdf`);
}
