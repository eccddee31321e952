import { expect, test } from "vitest";
import {
  errorMessage,
  fieldErrors,
  formError,
  isOutcomeUnknown,
  isTransient,
  ProblemError,
  toSentence,
} from "./problem";
import type { ProblemCode } from "./types";

test("refusal of a tariff contains its reason", () => {
  const error = new ProblemError({ code: "not_allowed_by_tariff", detail: "the maximum stay is 2 h" });
  expect(errorMessage(error)).toBe("The rules do not allow this stay. The maximum stay is 2 h.");
});

test("detail of other problems is not shown", () => {
  const error = new ProblemError({ code: "spot_closed", detail: "closure 0198" });
  expect(errorMessage(error)).toBe("The spot is closed at that time.");
});

test("failure of the server shows its own text", () => {
  const error = new ProblemError({ code: "internal", status: 500, title: "Internal error.", request_id: "r-1" });
  expect(errorMessage(error)).toMatch(/^Internal error\. .* r-1$/);
  expect(errorMessage(new ProblemError({ code: "unavailable", status: 502 }))).toContain("unavailable");
  expect(errorMessage(new ProblemError({ code: "offline" }))).toContain("You are offline");
  expect(errorMessage(new ProblemError({ code: "unreachable" }))).not.toContain("offline");
});

test("only failures that may pass are retried", () => {
  const isRetried = (code: ProblemCode, status?: number) =>
    isTransient(new ProblemError({ code, ...(status && { status }) }));
  expect([isRetried("internal", 500), isRetried("unavailable", 502), isRetried("unreachable")]).toEqual([
    true,
    true,
    true,
  ]);
  expect([isRetried("offline"), isRetried("rate_limited", 429), isRetried("not_found", 404)]).toEqual([
    false,
    false,
    false,
  ]);
  expect(isTransient(new TypeError("undefined is not a function"))).toBe(false);
});

test("request without a response may have had its effect", () => {
  const isUnknown = (code: ProblemCode) => isOutcomeUnknown(new ProblemError({ code }));
  expect((["offline", "unreachable", "unavailable", "request_timeout"] as const).map(isUnknown)).not.toContain(false);
  expect((["internal", "spot_taken", "rate_limited"] as const).map(isUnknown)).not.toContain(true);
});

test("sentence keeps its full stop", () => {
  expect(toSentence("a permit is required")).toBe("A permit is required.");
  expect(toSentence("Closed.")).toBe("Closed.");
});

test("wrong address has a message of its own, and no second one", () => {
  const errors = [{ field: "email", pointer: "/email", code: "malformed", detail: "must be an address" }];
  const error = new ProblemError({ code: "invalid_request", errors });
  expect(fieldErrors(error)).toEqual({ email: "Enter a full email address, such as name@example.com." });
  expect(formError(error, ["email"])).toBeUndefined();
  expect(formError(error, ["reference"])).toBe("Check your input.");
  expect(formError(new ProblemError({ code: "offline" }), ["email"])).toContain("You are offline");
  expect(formError(new Error(), ["email"])).not.toBe("");
  expect(formError(null, ["email"])).toBeUndefined();
});
