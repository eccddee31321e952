import { isOutcomeUnknown } from "@/api/problem";
import type { Arrival, Presented, VisitView } from "@/api/visit-types";
import { checkIn } from "./visit-requests";

/** Sends arrivals. After a lost response the same arrival has the same key, so that there is no second visit. */
export class EntrySender {
  #unanswered: { request: string; key: string } | undefined;

  async send(presented: Presented, visit: Arrival, token: string | undefined): Promise<VisitView> {
    const request = JSON.stringify([presented, visit, token]);
    const known = this.#unanswered?.request === request ? this.#unanswered : undefined;
    const attempt = known ?? { request, key: crypto.randomUUID() };
    this.#unanswered = attempt;
    try {
      const opened = await checkIn(presented, visit, { key: attempt.key, token });
      this.#unanswered = undefined;
      return opened;
    } catch (error) {
      if (!isOutcomeUnknown(error)) this.#unanswered = undefined;
      throw error;
    }
  }
}
