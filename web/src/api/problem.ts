import { problemTexts } from "@/texts/problems";
import type { Problem, ProblemCode } from "./types";

/** A problem document of the api, or the reason why there is none. */
export class ProblemError extends Error {
  constructor(readonly problem: Omit<Partial<Problem>, "code"> & { code: ProblemCode }) {
    super(problem.code);
    this.name = "ProblemError";
  }

  get code(): string {
    return this.problem.code;
  }
}

/** The code of a problem; undefined for other errors. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof ProblemError ? error.code : undefined;
}

const TRANSIENT_CODES = ["unreachable", "unavailable", "request_timeout"];

/** True if the same request may succeed soon. Without a network it cannot. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof ProblemError)) return false;
  return (error.problem.status ?? 0) >= 500 || TRANSIENT_CODES.includes(error.code);
}

/** True if there was no response, or only that of a gateway, so that the request may have had its effect. */
export function isOutcomeUnknown(error: unknown): boolean {
  return ["offline", ...TRANSIENT_CODES].includes(errorCode(error) ?? "");
}

/** Unknown codes show the api's title and the request id. */
export function errorMessage(error: unknown): string {
  if (!(error instanceof ProblemError)) return (error instanceof Error && error.message) || problemTexts.unknown();
  const known = problemTexts.byCode[error.code];
  if (known && error.code === "not_allowed_by_tariff" && error.problem.detail)
    return `${known} ${toSentence(error.problem.detail)}`;
  if (known) return known;
  const { title, request_id } = error.problem;
  return problemTexts.unknown(title, request_id ?? undefined);
}

/** The api's explanations begin with a small letter and have no full stop. */
export function toSentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
}

/** Undefined if fields show the whole error: those of the form named here, and `fieldErrors` has their messages. */
export function formError(error: unknown, shown: string[]): string | undefined {
  const fields = Object.keys(fieldErrors(error));
  const isShown = fields.length > 0 && fields.every((field) => shown.includes(field));
  return error && !isShown ? errorMessage(error) : undefined;
}

/** Messages by name of the field. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ProblemError)) return {};
  const named = (error.problem.errors ?? []).map(({ field, code }) => [
    field,
    problemTexts.byField[`${code}_${field}`] ?? problemTexts.byField[code] ?? problemTexts.field,
  ]);
  return Object.fromEntries(named);
}
