import { isOutcomeUnknown } from "@/api/problem";
import type { CreatedReservation, CreateReservation } from "@/api/types";
import { createReservation } from "./requests";

/** A request was sent and not answered: the spot may be held. The same request again settles it. */
export class UnknownOutcomeError extends Error {}

interface Attempt {
  /** The requested hold without its quote. */
  request: string;
  body: CreateReservation;
  key: string;
}

/** Sends holds. After a lost response the same request has the same key, so that there is no second hold. */
export class HoldSender {
  #unanswered: Attempt | undefined;

  /** `stay` names the vehicle class and the time, which are part of the quote. */
  async send(stay: string, body: CreateReservation): Promise<CreatedReservation> {
    // A quote that has been renewed since is not another hold.
    const request = JSON.stringify([stay, { ...body, quote_id: undefined }]);
    const known = this.#unanswered?.request === request ? this.#unanswered : undefined;
    const attempt = known ?? { request, body, key: crypto.randomUUID() };
    // Without a network nothing is sent.
    const isSent = navigator.onLine || known !== undefined;
    try {
      const created = await createReservation(attempt.body, attempt.key);
      this.#unanswered = undefined;
      return created;
    } catch (error) {
      const isUnknown = isSent && isOutcomeUnknown(error);
      this.#unanswered = isUnknown ? attempt : undefined;
      throw isUnknown ? new UnknownOutcomeError() : error;
    }
  }
}
