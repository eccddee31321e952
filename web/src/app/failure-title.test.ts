import { expect, test } from "vitest";
import { ProblemError } from "@/api/problem";
import { failureTitle } from "./failure-title";

test("only an unknown page is not found", () => {
  const codes = ["not_found", "unauthenticated", "offline", "unavailable", "rate_limited"] as const;
  const titles = codes.map((code) => failureTitle(new ProblemError({ code })));
  const [missing, failed] = ["Page not found", "Something went wrong"];
  expect(titles).toEqual([missing, missing, failed, failed, failed]);
});
