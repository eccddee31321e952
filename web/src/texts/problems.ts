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
  | "job_not_stuck"
  | "command_expired";

type Known = keyof Messages["problems"]["byCode"] | Untold;

type None<Code extends never> = Code;

/** A code without a message fails the build, and so does a message without a code. */
export type Mistakes = None<Exclude<ProblemCode, Known> | Exclude<Known, ProblemCode>>;

export const problemTexts = textsOf("problems", {
  unknown: (title?: string, request?: string) => {
    const named = { title: title ?? message("problems.untitled") };
    return request ? message("problems.unknownWithRequest", { ...named, request }) : message("problems.unknown", named);
  },
  byField: textTable("problems.byField"),
  byCode: textTable("problems.byCode"),
});
