import { beforeEach, describe, expect, it, vi } from "vitest";
import { ProblemError } from "@/api/problem";
import type { CreateReservation } from "@/api/types";

const post = vi.fn();
const get = vi.fn();
const lastLiveReservation = vi.fn();
vi.mock("@/api/client", () => ({
  api: { POST: post, GET: get },
  unwrap: (call: Promise<unknown>) => call,
  bearer: () => ({}),
}));
vi.mock("./live/live-store", () => ({ lastLiveReservation }));
vi.mock("@/lib/saved-reservations", () => ({ saveReservation: vi.fn(), savedReservation: vi.fn() }));
vi.mock("@/lib/solve-in-worker", () => ({
  solveInWorker: (_: string, bits: number) => Promise.resolve(`after-${bits}`),
}));

const { createReservation, endReservation, quoteQuery, quoteTimeLeft, replaceExtensionQuote } =
  await import("./requests");
const body: CreateReservation = { spot_id: "A1", duration_seconds: 600 };

describe("createReservation", () => {
  beforeEach(() => vi.resetAllMocks());

  it("sends solved challenge if required", async () => {
    post.mockRejectedValueOnce(new ProblemError({ code: "human_check_required" })).mockResolvedValueOnce("created");
    get.mockResolvedValueOnce({ challenge: "a.b.c", bits: 18 });
    expect(await createReservation(body, "key")).toBe("created");
    const headers = { "Idempotency-Key": "key", "X-Human-Check": "a.b.c:after-18" };
    expect(post).toHaveBeenLastCalledWith("/api/v1/reservations", { body, headers });
  });

  it("passes other problems on", async () => {
    post.mockRejectedValueOnce(new ProblemError({ code: "spot_taken" }));
    await expect(createReservation(body, "key")).rejects.toMatchObject({ code: "spot_taken" });
    expect(get).not.toHaveBeenCalled();
  });
});

describe("endReservation", () => {
  beforeEach(() => vi.resetAllMocks());
  const response = { revision: 3, charge: { state: "due" } };

  async function endWhile(live: unknown) {
    post.mockImplementationOnce(async () => {
      await Promise.resolve();
      lastLiveReservation.mockReturnValue(live);
      return response;
    });
    return endReservation({ id: "A1", token: undefined }, 2);
  }

  it("keeps live message that arrived during the request", async () => {
    const paid = { revision: 3, charge: { state: "paid" } };
    expect(await endWhile(paid)).toBe(paid);
  });

  it("replaces live message of a lower revision", async () => {
    expect(await endWhile({ revision: 2 })).toBe(response);
  });

  it("replaces live message from before the request", async () => {
    const before = { revision: 3 };
    lastLiveReservation.mockReturnValue(before);
    expect(await endWhile(before)).toBe(response);
  });
});

describe("quoteQuery", () => {
  beforeEach(() => vi.resetAllMocks());
  const request = (from: number | undefined) => {
    const { queryFn } = quoteQuery({ spotId: "A1", vehicleClass: "truck", from, seconds: 7200 });
    return (queryFn as unknown as (context: { signal: undefined }) => unknown)({ signal: undefined });
  };

  it("omits the start of a stay that begins now", async () => {
    await request(undefined);
    const body = { spot_id: "A1", vehicle_class: "truck", duration_seconds: 7200 };
    expect(post).toHaveBeenLastCalledWith("/api/v1/quotes", { body });
  });

  it("sends the start in whole seconds", async () => {
    await request(Date.parse("2026-06-15T14:00:00.400Z"));
    const [, { body }] = post.mock.lastCall as [string, { body: object }];
    expect(body).toMatchObject({ starts_at: "2026-06-15T14:00:00Z" });
  });
});

describe("quotes", () => {
  const money = (amount_minor: number) => ({ amount_minor, currency: "USD" });

  it("are replaced at their expiry, but not continuously", () => {
    const now = Date.parse("2026-06-15T14:00:00Z");
    expect(quoteTimeLeft({ expires_at: "2026-06-15T14:15:00Z" }, now)).toBe(900_000);
    expect(quoteTimeLeft({ expires_at: "2026-06-15T13:00:00Z" }, now)).toBe(30_000);
  });

  it("of extensions keep the total of the stay", () => {
    const expired = { id: "q1", total: money(450), estimate: money(900), latest_end: null };
    type Arguments = Parameters<typeof replaceExtensionQuote>;
    const given = [expired, { id: "q2", total: money(600) }] as unknown as Arguments;
    const replaced = replaceExtensionQuote(...given);
    expect(replaced).toEqual({ id: "q2", total: money(600), estimate: money(1050), latest_end: null });
  });
});
