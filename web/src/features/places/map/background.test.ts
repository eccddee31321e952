import type { StyleSpecification } from "maplibre-gl";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Background, MAX_WAIT } from "./background";

const style: StyleSpecification = {
  version: 8,
  sources: {
    base: { type: "vector", url: "https://tiles.example/planet" },
    hills: { type: "raster", url: "https://tiles.example/hills" },
    unused: { type: "vector", url: "https://tiles.example/unused" },
  },
  layers: [
    { id: "hills", type: "raster", source: "hills" },
    { id: "water", type: "fill", source: "base", "source-layer": "water" },
  ],
};

function start(load: (signal: AbortSignal) => Promise<StyleSpecification>, isHidden = () => false) {
  const show = vi.fn<(style: StyleSpecification | undefined) => void>();
  return { show, background: new Background({ load, show, isHidden }) };
}

const wait = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

describe("background", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  test("style stays once a tile has arrived", async () => {
    const { show, background } = start(() => Promise.resolve(style));
    await wait(0);
    background.handleProgress({ sourceId: "base", tile: {} });
    await wait(10 * MAX_WAIT);
    expect(show.mock.calls).toEqual([[style]]);
  });

  test("style that does not answer is given up", async () => {
    let signal: AbortSignal | undefined;
    let answer: (style: StyleSpecification) => void = () => undefined;
    const { show } = start((given) => {
      signal = given;
      return new Promise((resolve) => (answer = resolve));
    });
    await wait(MAX_WAIT - 1);
    expect(signal?.aborted).toBe(false);
    await wait(1);
    expect(signal?.aborted).toBe(true);
    answer(style);
    await wait(0);
    expect(show).not.toHaveBeenCalled();
  });

  test("style that fails shows nothing", async () => {
    const { show } = start(() => Promise.reject(new Error("503")));
    await wait(10 * MAX_WAIT);
    expect(show).not.toHaveBeenCalled();
  });

  test("style without its tiles is replaced", async () => {
    const { show, background } = start(() => Promise.resolve(style));
    await wait(0);
    // Neither other sources of the map nor the hills are the streets.
    background.handleProgress({ sourceId: "unused", tile: {} });
    background.handleProgress({ sourceId: "spots", tile: {} });
    background.handleProgress({ sourceId: "hills", tile: {} });
    await wait(MAX_WAIT - 1);
    background.handleProgress({ sourceId: "base", sourceDataType: "metadata" });
    await wait(MAX_WAIT - 1);
    expect(show.mock.calls).toEqual([[style]]);
    await wait(1);
    expect(show.mock.calls).toEqual([[style], [undefined]]);
  });

  test("hidden page has all the time", async () => {
    let hidden = true;
    const { show } = start(
      () => Promise.resolve(style),
      () => hidden,
    );
    await wait(10 * MAX_WAIT);
    expect(show.mock.calls).toEqual([[style]]);
    hidden = false;
    await wait(MAX_WAIT);
    expect(show).toHaveBeenLastCalledWith(undefined);
  });

  test("style without used sources waits for nothing", async () => {
    const ground = { id: "ground", type: "background" } as const;
    const plain: StyleSpecification = { ...style, layers: [ground] };
    const { show } = start(() => Promise.resolve(plain));
    await wait(10 * MAX_WAIT);
    expect(show.mock.calls).toEqual([[plain]]);
  });

  test("stopped attempt shows nothing", async () => {
    const { show, background } = start(() => Promise.resolve(style));
    background.stop();
    await wait(10 * MAX_WAIT);
    expect(show).not.toHaveBeenCalled();
  });
});
