import type { Permit } from "@/api/admin";

/** The state of a permit at a time in milliseconds; the end is exclusive. */
export function permitState(
  { revoked_at, starts_at, ends_at }: Pick<Permit, "revoked_at" | "starts_at" | "ends_at">,
  now: number,
): string {
  if (revoked_at) return "revoked";
  if (Date.parse(ends_at) <= now) return "over";
  return Date.parse(starts_at) > now ? "coming" : "active";
}
