import { expect, test } from "vitest";
import { errorMessage, ProblemError, toSentence } from "./problem";

test("refusal of a tariff contains its reason", () => {
  const error = new ProblemError({ code: "not_allowed_by_tariff", detail: "the maximum stay is 2 h" });
  expect(errorMessage(error)).toBe("The rules do not allow this stay. The maximum stay is 2 h.");
});

test("detail of other problems is not shown", () => {
  const error = new ProblemError({ code: "spot_closed", detail: "closure 0198" });
  expect(errorMessage(error)).toBe("The spot is closed at that time.");
});

test("sentence keeps its full stop", () => {
  expect(toSentence("a permit is required")).toBe("A permit is required.");
  expect(toSentence("Closed.")).toBe("Closed.");
});
