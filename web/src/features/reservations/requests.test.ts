import { beforeEach, describe, expect, it, vi } from "vitest";
import { ProblemError } from "@/api/problem";
import type { CreateReservation } from "@/api/types";

const post = vi.fn();
const get = vi.fn();
vi.mock("@/api/client", () => ({
  api: { POST: post, GET: get },
  unwrap: (call: Promise<unknown>) => call,
  bearer: () => ({}),
}));
vi.mock("@/lib/saved-reservations", () => ({ saveReservation: vi.fn(), savedReservation: vi.fn() }));
vi.mock("@/lib/solve-in-worker", () => ({
  solveInWorker: (_: string, bits: number) => Promise.resolve(`after-${bits}`),
}));

const { createReservation } = await import("./requests");
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
