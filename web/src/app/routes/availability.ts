/** For the whole requested time; `unknown` while a search runs, if it has failed, and until a hold is answered. */
export type Availability = "free" | "unknown" | "taken";

interface SpotKnowledge {
  /** By live data, which only tells of a stay that begins now. */
  isFreeLive: boolean | undefined;
  /** By the search. */
  isOffered: boolean;
  /** The search was for another stay. */
  isOutdated: boolean;
  isLoading: boolean;
  hasFailed: boolean;
  /** The driver has requested a hold and has no answer: it may be the reason why the spot is not free. */
  isHoldOpen: boolean;
}

export function availabilityOf(knowledge: SpotKnowledge): Availability {
  const { isFreeLive, isOffered, isOutdated, isLoading, hasFailed, isHoldOpen } = knowledge;
  if (isHoldOpen) return "unknown";
  if (isFreeLive ?? (isOffered && !isOutdated)) return "free";
  return isLoading || hasFailed || (isOffered && isOutdated) ? "unknown" : "taken";
}
