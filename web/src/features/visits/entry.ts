import { ProblemError } from "@/api/problem";
import type { Reservation } from "@/api/types";
import type { CodeView, VisitView } from "@/api/visit-types";

/**
 * `ask`: in a lane of both directions the driver may be before either. `inside`: this phone has entered already.
 * `elsewhere`: the stay is at another site. `outside`: there is none. `sign_in`: it is not known who leaves.
 */
export type EntryAction = "enter" | "park" | "leave" | "ask" | "inside" | "elsewhere" | "outside" | "sign_in";

const isOpen = ({ state }: VisitView) => state === "open";

/** At an exit the visit of a code may have ended, if its vehicle has not left. */
export function openVisitOf({ open_visit: visit }: Pick<CodeView, "open_visit">): VisitView | undefined {
  return visit && isOpen(visit) ? visit : undefined;
}

/** The action of the driver that a code is for. `ownVisitId` is the visit that this phone opened last. */
export function entryAction(code: CodeView, ownVisitId: string | undefined): EntryAction {
  const { kind, lane, spot, needs, open_visit: visit, other_site } = code;
  if (kind === "exit" && needs === "sign_in") return "sign_in";
  const here = visit && !other_site ? visit : undefined;
  const isOwn = here !== undefined && isOpen(here) && here.id === ownVisitId;
  if (lane?.direction === "both") return isOwn ? "leave" : here ? "ask" : "enter";
  if (kind === "exit") return here ? "leave" : visit ? "elsewhere" : "outside";
  const entry = kind === "spot" ? "park" : "enter";
  if (!here || !isOpen(here)) return entry;
  if (spot && here.reservation.spot.id === spot.id) return "leave";
  // Another vehicle of the account may enter, with another phone.
  return isOwn ? "inside" : entry;
}

/** True if a scan alone opens a visit. Not after a choice: a wrong one can still be changed. */
export function entersAtOnce(
  code: Pick<CodeView, "open_visit">,
  need: EntryNeed | undefined,
  vehicleId: string | undefined,
): boolean {
  return !need && !vehicleId && !openVisitOf(code);
}

/** The visit that ends: the wanted one, or the only one. Among several the driver chooses. */
export function leavingVisit(visits: VisitView[], wanted: string | undefined): VisitView | undefined {
  return visits.find(({ id }) => id === wanted) ?? (visits.length === 1 ? visits[0] : undefined);
}

/** True if a scan alone ends the only visit. In a lane of both directions another vehicle may be about to enter. */
export function leavesAtOnce(
  { kind, lane }: Pick<CodeView, "kind" | "lane">,
  visits: VisitView[],
  ownVisitId: string | undefined,
): boolean {
  const isForLeaving = kind !== "entrance" && lane?.direction !== "both";
  return visits.length === 1 && (isForLeaving || visits[0]?.id === ownVisitId);
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
  too_far_away: "position",
};

const FIELDS: Record<string, EntryNeed> = { vehicle_id: "vehicle", position: "position" };

/** The step that a refusal asks for. */
export function needOfError(error: unknown): EntryNeed | undefined {
  if (!(error instanceof ProblemError)) return undefined;
  const field = (error.problem.errors ?? []).map(({ field: name }) => FIELDS[name]).find(Boolean);
  return NEEDS[error.code] ?? field;
}

/** True if the step that a refusal asks for does not say why. */
export function needsReason(error: unknown): boolean {
  return !needOfError(error) || (error instanceof ProblemError && error.code === "too_far_away");
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

/** The charges to pay before an entry, by the refusal or the look-up. */
export function overdueOf({ overdue }: Pick<CodeView, "overdue">, error: unknown): CodeView["overdue"] {
  return (error instanceof ProblemError ? error.problem.overdue : undefined) ?? overdue;
}

/** Time before its start from which on a reservation lets in, in milliseconds. */
const EARLY_ARRIVAL_MS = 600_000;
/** A visit has one of these reservations. */
const VISIT_STATUSES = ["confirmed", "completed", "revoked"];

/** True if the vehicle of a reservation at a site may have arrived. */
export function mayHaveArrived({ status, starts_at }: Pick<Reservation, "status" | "starts_at">, now: number): boolean {
  return VISIT_STATUSES.includes(status) && Date.parse(starts_at) - EARLY_ARRIVAL_MS <= now;
}

/** Time before the start of a reservation from which on the api issues its pass, in milliseconds. */
const PASS_BEFORE_MS = 86_400_000;

export function hasPass({ starts_at }: Pick<Reservation, "starts_at">, now: number): boolean {
  return Date.parse(starts_at) - PASS_BEFORE_MS <= now;
}
