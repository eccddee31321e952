import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { captureTagMessage, parseTagMessage, tagMessage, tagPath } from "./tag-message";

const QUERY = "?t=01900000-0000-7000-8000-000000000001&e=12E45678901234567890123456789012&c=1234567890123456";
const MESSAGE = {
  tag: "01900000-0000-7000-8000-000000000001",
  e: "12E45678901234567890123456789012",
  c: "1234567890123456",
};

let stored: Map<string, string>;

beforeEach(() => {
  stored = new Map();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  });
});
afterEach(() => vi.unstubAllGlobals());

/** Loads the page of a tag anew. */
function open(search: string): void {
  vi.stubGlobal("location", { pathname: "/go/nfc", search });
  captureTagMessage();
}

test("digits of a tag stay text", () => expect(parseTagMessage(QUERY)).toEqual(MESSAGE));

test.each(["", "?t=1&e=2", "?e=1&c=2", "?t=1&e=&c=3"])("%s is no message", (query) => {
  expect(parseTagMessage(query)).toBeUndefined();
});

test("message survives the router's address", () => {
  open(QUERY);
  vi.stubGlobal("location", { pathname: "/go/nfc", search: "?t=1&e=Infinity&c=1234567890123456" });
  expect([tagMessage(), tagPath()]).toEqual([MESSAGE, `/go/nfc${QUERY}`]);
});

test("message survives the page of a bank", () => {
  open(QUERY);
  open("?setup_intent=seti_1&redirect_status=succeeded");
  expect([tagMessage(), tagPath()]).toEqual([MESSAGE, `/go/nfc${QUERY}`]);
});

test("incomplete address is not completed by an earlier one", () => {
  open(QUERY);
  open("?t=01900000-0000-7000-8000-000000000001");
  expect(tagMessage()).toBeUndefined();
});
