import createClient from "openapi-fetch";
import { ProblemError } from "./problem";
import type { paths } from "./schema";
import { renew, renewIfDue } from "./session";
import type { Problem } from "./types";

/**
 * Every call passes here. The cookies of the session go along by themselves; they are renewed before their time is up, and once more when the api says that it
 * is. Who comes by a link of a mail brings a token instead, which nothing can renew.
 */
async function fetchWithSession(request: Request): Promise<Response> {
  const isSignIn = new URL(request.url).pathname === "/api/v1/sessions";
  if (isSignIn || request.headers.has("authorization")) return fetch(request);
  await renewIfDue();
  const retry = request.clone();
  const response = await fetch(request);
  if (response.status !== 401) return response;
  const { code } = (await response.clone().json()) as Problem;
  return code === "unauthenticated" && (await renew()) ? fetch(retry) : response;
}

/** The api, typed by its own document. */
export const api = createClient<paths>({
  baseUrl: location.origin,
  credentials: "same-origin",
  fetch: fetchWithSession,
});

/** The header of whoever comes by a link of a mail; without a token the session counts. */
export function bearer(token: string | undefined): Record<string, string> {
  return token ? { authorization: `Bearer ${token}` } : {};
}

/** The answer, or the problem as an error. */
export async function unwrap<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  let answer;
  try {
    answer = await call;
  } catch {
    throw new ProblemError({ code: "offline" });
  }
  if (answer.response.ok) return answer.data as T;
  const problem = answer.error as Problem | undefined;
  throw new ProblemError(problem?.code ? problem : { code: "unavailable", status: answer.response.status });
}
