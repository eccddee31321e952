import { expect, test } from "vitest";
import { withoutSeparators } from "./tag-digits";

test("digits may be separated", () => {
  expect(withoutSeparators(" 04:A1:B2-C3 D4E5F6 ")).toBe("04A1B2C3D4E5F6");
});
