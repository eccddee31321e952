import { beforeEach, expect, test, vi } from "vitest";
import { ProblemError } from "@/api/problem";
import type { CreatedReservation, ProblemCode } from "@/api/types";
import { HoldSender, UnknownOutcomeError } from "./hold-sender";

const createReservation = vi.hoisted(() => vi.fn());
vi.mock("./requests", () => ({ createReservation }));

const created = { reservation: { id: "r1" } } as CreatedReservation;
const HOUR = "car,now,3600";
const body = { spot_id: "A1", quote_id: "q1", email: "ann@example.com" };
const renewed = { ...body, quote_id: "q2" };

let sender: HoldSender;

beforeEach(() => {
  createReservation.mockReset();
  vi.stubGlobal("navigator", { onLine: true });
  sender = new HoldSender();
});

const fail = (code: ProblemCode) => createReservation.mockRejectedValueOnce(new ProblemError({ code }));
/** The quotes and the keys of the requests so far. */
const quotes = () => createReservation.mock.calls.map(([{ quote_id }]) => quote_id as string);
const keys = () => createReservation.mock.calls.map(([, key]) => key as string);

test.each(["unreachable", "unavailable", "request_timeout"] as const)("%s hold is repeated as it was", async (code) => {
  fail(code);
  await expect(sender.send(HOUR, body)).rejects.toThrow(UnknownOutcomeError);
  createReservation.mockResolvedValueOnce(created);
  expect(await sender.send(HOUR, renewed)).toBe(created);
  expect(quotes()).toEqual(["q1", "q1"]);
  expect(new Set(keys()).size).toBe(1);
});

test("another stay is another request", async () => {
  for (const [stay, wanted] of [
    [HOUR, body],
    ["car,now,7200", body],
    ["car,now,7200", { ...body, email: "ben@example.com" }],
  ] as const) {
    fail("unreachable");
    await expect(sender.send(stay, wanted)).rejects.toThrow(UnknownOutcomeError);
  }
  expect(new Set(keys()).size).toBe(3);
});

test("hold that was answered is not repeated", async () => {
  fail("unreachable");
  await expect(sender.send(HOUR, body)).rejects.toThrow(UnknownOutcomeError);
  fail("quote_expired");
  await expect(sender.send(HOUR, renewed)).rejects.toMatchObject({ code: "quote_expired" });
  createReservation.mockResolvedValueOnce(created);
  await sender.send(HOUR, renewed);
  expect(quotes()).toEqual(["q1", "q1", "q2"]);
  expect(new Set(keys()).size).toBe(2);
});

test("hold made offline has failed for certain", async () => {
  vi.stubGlobal("navigator", { onLine: false });
  fail("offline");
  await expect(sender.send(HOUR, body)).rejects.toMatchObject({ code: "offline" });
});

test("unanswered hold stays unknown offline", async () => {
  // The connection is lost before the response.
  fail("offline");
  await expect(sender.send(HOUR, body)).rejects.toThrow(UnknownOutcomeError);
  vi.stubGlobal("navigator", { onLine: false });
  fail("offline");
  await expect(sender.send(HOUR, body)).rejects.toThrow(UnknownOutcomeError);
  expect(new Set(keys()).size).toBe(1);
});
