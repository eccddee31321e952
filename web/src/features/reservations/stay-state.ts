import type { Reservation } from "@/api/types";

type Stay = Pick<Reservation, "status" | "active" | "starts_at" | "ends_at">;

/** True for a confirmed stay from its start. The api decides; the clock counts for a start after its response. */
export function hasBegun({ status, active, starts_at }: Stay, now: number): boolean {
  return status === "confirmed" && (active || Date.parse(starts_at) <= now);
}

/** True for a confirmed stay until its end. */
export function isConfirmed({ status, ends_at }: Stay, now: number): boolean {
  return status === "confirmed" && Date.parse(ends_at) > now;
}
