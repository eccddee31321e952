import { expect, test } from "vitest";
import { cameraFailure } from "./camera-failure";

test("only a refused camera needs a permission", () => {
  expect(cameraFailure(new DOMException("", "NotAllowedError"))).toBe("denied");
  const others = [new DOMException("", "NotReadableError"), new TypeError("Failed to fetch"), new Event("ended")];
  expect(others.map(cameraFailure)).toEqual(["failed", "failed", "failed"]);
});
