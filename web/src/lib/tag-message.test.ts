import { afterEach, expect, test, vi } from "vitest";
import { captureTagMessage, parseTagMessage, tagMessage, tagPath } from "./tag-message";

const QUERY = "?t=01900000-0000-7000-8000-000000000001&e=12E45678901234567890123456789012&c=1234567890123456";
const MESSAGE = {
  tag: "01900000-0000-7000-8000-000000000001",
  e: "12E45678901234567890123456789012",
  c: "1234567890123456",
};

afterEach(() => vi.unstubAllGlobals());

test("digits of a tag stay text", () => expect(parseTagMessage(QUERY)).toEqual(MESSAGE));

test.each(["", "?t=1&e=2", "?e=1&c=2", "?t=1&e=&c=3"])("%s is no message", (query) => {
  expect(parseTagMessage(query)).toBeUndefined();
});

test("message survives the router's address", () => {
  vi.stubGlobal("location", { pathname: "/go/nfc", search: QUERY });
  captureTagMessage();
  vi.stubGlobal("location", { pathname: "/go/nfc", search: "?t=1&e=Infinity&c=1234567890123456" });
  expect([tagMessage(), tagPath()]).toEqual([MESSAGE, `/go/nfc${QUERY}`]);
});
