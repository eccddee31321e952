import { expect, test } from "vitest";
import { bandOfProblem, documentProblems, placeInWords, pointerTo, problemAt, problemOf } from "./document-problems";

const problem = (pointer: string, detail = "is wrong") => ({ pointer, detail });

test("errors of the document lose its prefix", () => {
  const errors = [
    { pointer: "/document/bands/1", detail: "overlaps /bands/0 on Monday 2024-01-01 at 10:00; give one a priority" },
    { pointer: "/document", detail: "is missing" },
    { pointer: "/effective_from", detail: "is in the past" },
  ];
  expect(documentProblems(errors)).toEqual([
    { pointer: "/bands/1", detail: "overlaps Band 1 on Monday 2024-01-01 at 10:00; give one a priority" },
    { pointer: "", detail: "is missing" },
  ]);
});

test("error is found at its field", () => {
  const problems = [
    problem("/bands/1/seasons/0", "season"),
    problem("/bands/1", "band"),
    problem("/bands/10/to", "to"),
  ];
  expect(problemAt(problems, "/bands/1/seasons")).toBe("season");
  expect(problemAt(problems, "/bands/1")).toBe("band");
  expect(problemAt(problems, "/bands/1/to")).toBeUndefined();
  expect(problemOf(problems, "/bands/10")).toBeUndefined();
  expect(problems.map(bandOfProblem)).toEqual([1, 1, 10]);
  expect(bandOfProblem(problem("/caps/per_day_minor"))).toBeUndefined();
});

test("pointer escapes names", () => {
  expect(pointerTo("holidays", "a/b~c")).toBe("/holidays/a~1b~0c");
  expect(placeInWords(pointerTo("holidays", "a/b~c"))).toBe("Holidays, a/b~c");
});

test("pointer is a place in words", () => {
  expect(placeInWords("/bands/1/to")).toBe("Band 2, Until");
  expect(placeInWords("/bands/0/steps/2/after_minutes")).toBe("Band 1, Steps 3, After");
  expect(placeInWords("/caps/per_day_minor")).toBe("Highest price of a day");
  expect(placeInWords("/holidays/5")).toBe("Holidays, 5");
  expect(placeInWords("")).toBe("Whole tariff");
});
