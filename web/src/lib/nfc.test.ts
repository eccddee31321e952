import { afterEach, expect, test, vi } from "vitest";
import { canWriteTags, writeTag } from "./nfc";

afterEach(() => vi.unstubAllGlobals());

const URL_OF_CODE = "https://curbhold.example/go/abc";

/** A browser with Web NFC, whose messages are collected. */
function stubWriter(write: (options?: { signal?: AbortSignal }) => Promise<void> = () => Promise.resolve()): unknown[] {
  const messages: unknown[] = [];
  class Writer {
    write(message: unknown, options?: { signal?: AbortSignal }): Promise<void> {
      messages.push(message);
      return write(options);
    }
  }
  vi.stubGlobal("NDEFReader", Writer);
  return messages;
}

test("address is written as one record", async () => {
  const messages = stubWriter();
  expect(canWriteTags()).toBe(true);
  await writeTag(URL_OF_CODE);
  expect(messages).toEqual([{ records: [{ recordType: "url", data: URL_OF_CODE }] }]);
});

test("wait for a tag ends with the signal", async () => {
  stubWriter(
    (options) =>
      new Promise((_, reject) => options?.signal?.addEventListener("abort", () => reject(new Error("gone")))),
  );
  const stop = new AbortController();
  const written = writeTag(URL_OF_CODE, stop.signal);
  stop.abort();
  await expect(written).rejects.toThrow("gone");
});

test("browser without Web NFC is told apart", async () => {
  expect(canWriteTags()).toBe(false);
  await expect(writeTag(URL_OF_CODE)).rejects.toMatchObject({ name: "NotSupportedError" });
});
