import { expect, test } from "vitest";
import { permitState } from "./permit-state";

const permit = { starts_at: "2030-06-01T00:00:00Z", ends_at: "2030-07-01T00:00:00Z", revoked_at: null };
const at = (text: string) => Date.parse(text);

test("permit is in force from its start to its end", () => {
  expect(permitState(permit, at("2030-05-31T23:59:59Z"))).toBe("coming");
  expect(permitState(permit, at("2030-06-01T00:00:00Z"))).toBe("active");
  expect(permitState(permit, at("2030-06-30T23:59:59Z"))).toBe("active");
  expect(permitState(permit, at("2030-07-01T00:00:00Z"))).toBe("over");
});

test("revoked permit stays revoked", () => {
  const revoked = { ...permit, revoked_at: "2030-06-10T00:00:00Z" };
  expect(permitState(revoked, at("2030-06-05T00:00:00Z"))).toBe("revoked");
  expect(permitState(revoked, at("2030-08-01T00:00:00Z"))).toBe("revoked");
});
