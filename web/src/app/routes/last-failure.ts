import { errorCode } from "@/api/problem";

interface SearchState {
  error: Error | null;
  isSuccess: boolean;
  isPlaceholderData: boolean;
}

/**
 * The failure that the page shows. A repeated search has no error until it has failed again, so the failure stays
 * until a success; the same one is kept, because a screen reader would announce another.
 */
export function lastFailure(known: Error | null, { error, isSuccess, isPlaceholderData }: SearchState): Error | null {
  if (!error) return isSuccess && !isPlaceholderData ? null : known;
  return known && errorCode(known) === errorCode(error) ? known : error;
}
