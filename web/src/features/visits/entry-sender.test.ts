import { afterEach, expect, test, vi } from "vitest";
import { ProblemError } from "@/api/problem";
import type { Arrival, VisitView } from "@/api/visit-types";
import { EntrySender } from "./entry-sender";
import { checkIn } from "./visit-requests";

vi.mock("./visit-requests", () => ({ checkIn: vi.fn() }));
afterEach(() => vi.mocked(checkIn).mockReset());

const code = { code: "token" };
const arrival: Arrival = { app_device: "phone" };
const failWith = (reason: "unreachable" | "site_full") =>
  vi.mocked(checkIn).mockRejectedValueOnce(new ProblemError({ code: reason } as ProblemError["problem"]));
const keys = () => vi.mocked(checkIn).mock.calls.map(([, , { key }]) => key);

test("lost response is repeated with its key", async () => {
  const sender = new EntrySender();
  failWith("unreachable");
  vi.mocked(checkIn).mockResolvedValue({ id: "visit" } as VisitView);
  await expect(sender.send(code, arrival, undefined)).rejects.toThrow("unreachable");
  await sender.send(code, arrival, undefined);
  // A later arrival is another one.
  await sender.send(code, arrival, undefined);
  const [first, repeated, later] = keys();
  expect([first === repeated, repeated === later]).toEqual([true, false]);
});

test("refused or changed arrival has a new key", async () => {
  const sender = new EntrySender();
  failWith("site_full");
  failWith("unreachable");
  failWith("unreachable");
  for (const vehicle_id of [undefined, undefined, "car"]) {
    await expect(sender.send(code, { ...arrival, vehicle_id }, undefined)).rejects.toThrow();
  }
  expect(new Set(keys()).size).toBe(3);
});
