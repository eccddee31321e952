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

const { createReservation, endReservation } = await import("./requests");
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
