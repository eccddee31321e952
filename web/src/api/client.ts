import createClient from "openapi-fetch";
import { ProblemError } from "./problem";
import type { paths } from "./schema";
import { authorisation, mayRenew, renew, renewIfDue } from "./session";
import type { Problem } from "./types";

/** Every call of the session passes here: by cookie, renewed when its time is up, and repeated once when the api says that it is. */
async function fetchAsUser(request: Request): Promise<Response> {
  const isOurs = !request.headers.has("authorization") && !request.url.includes("/api/v1/sessions");
  if (isOurs) await renewIfDue();
  const again = isOurs && mayRenew() ? request.clone() : undefined;
  const response = await fetch(withSession(request, isOurs));
  if (response.status !== 401 || !again || !(await renew())) return response;
  return fetch(withSession(again, isOurs));
}

function withSession(request: Request, isOurs: boolean): Request {
  const value = isOurs ? authorisation() : undefined;
  if (value) request.headers.set("authorization", value);
  return request;
}

/** The api, typed by its own document. */
export const api = createClient<paths>({ baseUrl: location.origin, credentials: "same-origin", fetch: fetchAsUser });

/** The header of whoever comes by a link of a mail; without a token the session counts. */
export function bearer(token: string | undefined): Record<string, string> {
  return token ? { authorization: `Bearer ${token}` } : {};
}

/** The answer, or the problem as an error. */
export async function ask<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  let answer;
  try {
    answer = await call;
  } catch {
    throw new ProblemError({ code: "offline", detail: "" });
  }
  if (answer.response.ok) return answer.data as T;
  const problem = answer.error as Problem | undefined;
  throw new ProblemError(problem?.code ? problem : { code: "unavailable", detail: "", status: answer.response.status });
}
