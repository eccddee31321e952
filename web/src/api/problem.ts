import { problemTexts } from "@/texts/problems";
import type { Problem } from "./types";

/** What the api refused, or that it could not be reached (`offline`). */
export class ProblemError extends Error {
  constructor(readonly problem: Omit<Partial<Problem>, "code"> & { code: Problem["code"] | "offline" }) {
    super(problem.code);
    this.name = "ProblemError";
  }

  get code(): string {
    return this.problem.code;
  }
}

/** Its code, of whatever was thrown. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof ProblemError ? error.code : undefined;
}

/** A sentence for the driver. A code that is not known here shows the api's title, and the number to quote. */
export function errorMessage(error: unknown): string {
  if (!(error instanceof ProblemError)) return error instanceof Error ? error.message : problemTexts.unknown();
  const known = problemTexts.byCode[error.code];
  if (known) return known;
  const { title, request_id } = error.problem;
  return problemTexts.unknown(title, request_id ?? undefined);
}

/** A sentence for each field that is wrong. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ProblemError)) return {};
  const named = (error.problem.errors ?? []).map(({ field, code }) => [
    field,
    problemTexts.byField[code] ?? problemTexts.field,
  ]);
  return Object.fromEntries(named);
}
