import { ProblemError } from "@/api/problem";
import type { Reservation } from "@/api/types";
import type { CodeView } from "@/api/visit-types";

/** `inside`: this phone has entered already. `elsewhere`: the stay is at another site. `outside`: there is none. */
export type EntryAction = "enter" | "park" | "leave" | "inside" | "elsewhere" | "outside";

interface Situation {
  /** The lane is used in both directions. */
  isBothWays: boolean;
  /** The visit that this phone opened last. */
  ownVisitId: string | undefined;
}

/** The action of the driver that a code is for. */
export function entryAction(code: CodeView, { isBothWays, ownVisitId }: Situation): EntryAction {
  const { kind, spot, open_visit: open, other_site } = code;
  const isHere = open && !other_site;
  if (isBothWays) return isHere ? "leave" : "enter";
  if (kind === "exit") return isHere ? "leave" : open ? "elsewhere" : "outside";
  const entry = kind === "spot" ? "park" : "enter";
  if (!isHere) return entry;
  if (spot && open.reservation.spot.id === spot.id) return "leave";
  // Another vehicle of the account may enter, with another phone.
  return open.id === ownVisitId ? "inside" : entry;
}

const STEPS = ["sign_in", "card", "vehicle", "position", "reservation", "payment"] as const;

/** A step of a driver before an entry. */
export type EntryNeed = (typeof STEPS)[number];

const NEEDS: Record<string, EntryNeed> = {
  payment_source_required: "card",
  payment_overdue: "payment",
  account_required: "sign_in",
  unauthenticated: "sign_in",
  members_only: "reservation",
};

const FIELDS: Record<string, EntryNeed> = { vehicle_id: "vehicle", position: "position" };

/** The step that a refusal asks for. */
export function needOfError(error: unknown): EntryNeed | undefined {
  if (!(error instanceof ProblemError)) return undefined;
  const field = (error.problem.errors ?? []).map(({ field: name }) => FIELDS[name]).find(Boolean);
  return NEEDS[error.code] ?? field;
}

interface Given {
  vehicleId: string | undefined;
  hasPosition: boolean;
}

/** The next step of the driver: by the refusal, or else by the look-up, unless it is done. */
export function nextNeed(
  needs: CodeView["needs"],
  error: unknown,
  { vehicleId, hasPosition }: Given,
): EntryNeed | undefined {
  const need = needOfError(error) ?? STEPS.find((step) => step === needs);
  if (need === "vehicle" && vehicleId) return undefined;
  return need === "position" && hasPosition ? undefined : need;
}

/** Time before the start of a reservation from which on the api issues its pass, in milliseconds. */
const PASS_BEFORE_MS = 86_400_000;

export function hasPass({ starts_at }: Pick<Reservation, "starts_at">, now: number): boolean {
  return Date.parse(starts_at) - PASS_BEFORE_MS <= now;
}
