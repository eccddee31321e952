import { expect, test, vi } from "vitest";
import { SingleFlight } from "./single-flight";

test("second click of a double click sends nothing", async () => {
  const flight = new SingleFlight();
  let answer: () => void = () => undefined;
  const send = vi.fn(() => new Promise<void>((resolve) => (answer = resolve)));
  flight.run("extend", send);
  flight.run("extend", send);
  expect(send).toHaveBeenCalledTimes(1);
  flight.run("another", send);
  expect(send).toHaveBeenCalledTimes(2);
  answer();
});

test("request may be repeated after its answer or failure", async () => {
  const flight = new SingleFlight();
  const send = vi.fn().mockRejectedValueOnce(new Error("refused")).mockResolvedValue(undefined);
  for (const times of [1, 2, 3]) {
    flight.run("extend", send);
    await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(times));
    await new Promise((resolve) => setTimeout(resolve));
  }
});
