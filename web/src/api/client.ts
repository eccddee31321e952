import createClient from "openapi-fetch";
import { currentLanguage } from "@/lib/language";
import { observeResponse } from "@/lib/server-time";
import { ProblemError } from "./problem";
import type { paths } from "./schema";
import { renew, renewIfDue } from "./session";
import type { Problem } from "./types";

async function send(request: Request): Promise<Response> {
  const sentAt = Date.now();
  const response = await fetch(request);
  observeResponse(response.headers, sentAt);
  return response;
}

/**
 * Renews the session before its access token expires, and once more after a 401. Requests with the bearer token of a
 * link are sent as they are, because such tokens cannot be renewed.
 */
async function fetchWithSession(request: Request): Promise<Response> {
  // Of the app, not of the browser.
  request.headers.set("accept-language", currentLanguage());
  const isSignIn = new URL(request.url).pathname === "/api/v1/sessions";
  if (isSignIn || request.headers.has("authorization")) return send(request);
  await renewIfDue();
  const retry = request.clone();
  const response = await send(request);
  if (response.status !== 401) return response;
  const { code } = (await response.clone().json()) as Problem;
  return code === "unauthenticated" && (await renew()) ? send(retry) : response;
}

export const api = createClient<paths>({
  // Relative to the page.
  baseUrl: "",
  credentials: "same-origin",
  fetch: fetchWithSession,
});

/** The header for the token of a link; without one, the session's cookies count. */
export function bearer(token: string | undefined): Record<string, string> {
  return token ? { authorization: `Bearer ${token}` } : {};
}

/** Without a response. A body that cannot be parsed is a response. */
function codeOfFailure(error: unknown): "offline" | "unreachable" | "unavailable" {
  if (error instanceof SyntaxError) return "unavailable";
  return navigator.onLine ? "unreachable" : "offline";
}

/** The data, or the problem thrown as `ProblemError`. */
export async function unwrap<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  let result;
  try {
    result = await call;
  } catch (error) {
    throw new ProblemError({ code: codeOfFailure(error) });
  }
  if (result.response.ok) return result.data as T;
  const problem = result.error as Problem | undefined;
  throw new ProblemError(problem?.code ? problem : { code: "unavailable", status: result.response.status });
}
