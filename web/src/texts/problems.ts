import type { ProblemCode } from "@/api/types";
import type { Messages } from "@/locales/messages-en";
import { message, textsOf, textTable } from "./message";

/** The api's title and the request id are shown. */
type Untold =
  | "malformed_request"
  | "method_not_allowed"
  | "upgrade_required"
  | "payload_too_large"
  | "unsupported_media_type"
  | "idempotency_key_reused"
  | "internal"
  | "job_not_stuck";

type None<Missing extends never> = Missing;

/** A code without a message fails the build. */
export type CodeWithoutMessage = None<Exclude<ProblemCode, keyof Messages["problems"]["byCode"] | Untold>>;

export const problemTexts = textsOf("problems", {
  unknown: (title?: string, request?: string) => {
    const named = { title: title ?? message("problems.untitled") };
    return request ? message("problems.unknownWithRequest", { ...named, request }) : message("problems.unknown", named);
  },
  byField: textTable("problems.byField"),
  byCode: textTable("problems.byCode"),
});
