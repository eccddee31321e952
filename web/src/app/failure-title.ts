import { errorCode } from "@/api/problem";
import { texts } from "@/texts/app";

/** An expired link is no page either. */
const NOT_FOUND_CODES = ["not_found", "unauthenticated"];

/** Title of a page that could not be loaded. */
export function failureTitle(error: unknown): string {
  return NOT_FOUND_CODES.includes(errorCode(error) ?? "") ? texts.notFound.title : texts.crashed.title;
}
