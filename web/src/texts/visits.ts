/** Pages about garages and lots, which load these texts beside their code (`loadVisitTexts`). */
import { message, textsOf, textTable } from "./message";

export const sitePageTexts = textsOf("visits.sitePage", {
  level: (level: string) => message("visits.sitePage.level", { level }),
  longest: (duration: string) => message("visits.sitePage.longest", { duration }),
});

export const scanTexts = textsOf("visits.scan", {
  kinds: textTable("visits.scan.kinds"),
  otherStay: (site: string) => message("visits.scan.otherStay", { site }),
  /** The exit's place, and that of the stay. */
  elsewhere: (site: string, other: string) => message("visits.scan.elsewhere", { site, other }),
  withoutPlate: (time: string) => message("visits.scan.withoutPlate", { time }),
});

const reasons = textTable("visits.visit.reasons");
/** Those with a message; the driver does not see that a command is delivered. */
const BARRIER_STATES = ["opened", "failed", "expired"] as const;

export const visitTexts = textsOf("visits.visit", {
  since: (time: string) => message("visits.visit.since", { time }),
  until: (time: string) => message("visits.visit.until", { time }),
  /** Undefined for an end by the driver. */
  reason: (reason: string): string | undefined =>
    reasons[reason === "lost_ticket" || reason === "reset" ? "operator" : reason],
  barrierState: (state: string, lane: string) =>
    message(`visits.visit.barrier.${BARRIER_STATES.find((each) => each === state) ?? "issued"}`, { lane }),
});

export const passTexts = textsOf("visits.pass", {
  valid: (from: string, until: string) => message("visits.pass.valid", { from, until }),
});
