import { expect, test } from "vitest";
import { crossingOf, shortBlock, shortStreet } from "./street-names";

test("street is written as on its sign", () => {
  expect(
    ["West 39 Street", "5 Avenue", "Broadway", "Park Avenue South", "South Van Ness Avenue"].map(shortStreet),
  ).toEqual(["W 39 St", "5 Ave", "Broadway", "Park Ave S", "S Van Ness Ave"]);
});

test("direction or kind may be the name itself", () => {
  expect(
    ["West Street", "North Avenue", "Court Street", "Avenue of the Americas", "Street", ""].map(shortStreet),
  ).toEqual(["West St", "North Ave", "Court St", "Avenue of the Americas", "Street", ""]);
});

test("crossing has the first known cross street", () => {
  const block = { street: "West 39 Street", from_street: "", to_street: "8 Avenue" };
  expect(crossingOf(block)).toBe("W 39 St & 8 Ave");
  expect(crossingOf({ ...block, to_street: "" })).toBeUndefined();
});

test("names in other languages stay as they are", () => {
  expect(["Rue de Rivoli", "Calle de Alcalá", "Königstraße"].map(shortStreet)).toEqual([
    "Rue de Rivoli",
    "Calle de Alcalá",
    "Königstraße",
  ]);
});

test("block names the kind of its cross streets once", () => {
  expect(shortBlock("8 Avenue", "7 Avenue")).toBe("7th–8th Ave");
  expect(shortBlock("11 Avenue", "12 Avenue")).toBe("11th–12th Ave");
  expect(shortBlock("1 Avenue", "2 Avenue")).toBe("1st–2nd Ave");
  expect(shortBlock("West 40 Street", "West 39 Street")).toBe("W 39–40 St");
  expect(shortBlock("Van Ness Avenue", "Polk Street")).toBe("Van Ness Ave – Polk St");
});

test("block with a street of another kind names both", () => {
  expect(shortBlock("6 Avenue", "Broadway")).toBe("6th Ave – Broadway");
  expect(shortBlock("East 42 Street", "West 42 Street")).toBe("E 42–W 42 St");
});

test("block with one or no known cross street", () => {
  expect([shortBlock("", "7 Avenue"), shortBlock("3 Avenue", ""), shortBlock("", "")]).toEqual([
    "7th Ave",
    "3rd Ave",
    "",
  ]);
  expect(shortBlock("7 Avenue", "7 Avenue")).toBe("7th Ave");
});
