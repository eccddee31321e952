import { expect, test } from "vitest";
import type { Tariff, TariffDraft } from "@/api/admin";
import { isOutdated, stateOfDraft } from "./draft-state";

const draft = { evidence: { version: 2 }, published_version_id: null, discarded_at: null } as TariffDraft;
const withNewest = (number: number) => ({ versions: [{ number }, { number: 1 }] }) as Tariff;

test("draft is open until it is published or discarded", () => {
  expect(stateOfDraft(draft)).toBe("open");
  expect(stateOfDraft({ ...draft, published_version_id: "v" })).toBe("published");
  expect(stateOfDraft({ ...draft, discarded_at: "2030-06-03T13:00:00Z" })).toBe("discarded");
});

test("draft of an earlier version is outdated", () => {
  expect(isOutdated(draft, withNewest(2))).toBe(false);
  expect(isOutdated(draft, withNewest(3))).toBe(true);
});
