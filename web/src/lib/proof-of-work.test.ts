import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { solve } from "./proof-of-work";

describe("solve", () => {
  it("finds a hash with the required zero bits", () => {
    for (const bits of [1, 8, 11]) {
      const hash = createHash("sha256")
        .update(`a.b.c:${solve("a.b.c", bits)}`)
        .digest();
      expect(hash.readUInt32BE(0) >>> (32 - bits)).toBe(0);
    }
  });
});
