import { expect, test } from "vitest";
import { ProblemError } from "@/api/problem";
import { lastFailure } from "./last-failure";

const pending = { error: null, isSuccess: false, isPlaceholderData: false };
const success = { ...pending, isSuccess: true };
const failed = (error: Error) => ({ ...pending, error });
const internal = (request_id: string) => new ProblemError({ code: "internal", request_id });

test("failure stays until the search succeeds", () => {
  const failure = internal("1");
  expect(lastFailure(null, failed(failure))).toBe(failure);
  expect(lastFailure(failure, pending)).toBe(failure);
  // The result of another search.
  expect(lastFailure(failure, { ...success, isPlaceholderData: true })).toBe(failure);
  expect(lastFailure(failure, success)).toBeNull();
  expect(lastFailure(null, pending)).toBeNull();
});

test("same failure is not shown anew", () => {
  const first = internal("1");
  expect(lastFailure(first, failed(internal("2")))).toBe(first);
  const offline = new ProblemError({ code: "offline" });
  expect(lastFailure(first, failed(offline))).toBe(offline);
});
