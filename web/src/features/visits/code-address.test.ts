import { expect, test } from "vitest";
import { codeAddress, tokenOf } from "./code-address";

const ORIGIN = "https://park.example";
const TOKEN = "AQ".repeat(57);

test.each([
  [`${ORIGIN}/go/${TOKEN}`, `/go/${TOKEN}`],
  [`${ORIGIN}/go`, "/go"],
  [`${ORIGIN}/go/nfc?t=1&e=2&c=3`, "/go/nfc?t=1&e=2&c=3"],
])("%s is ours", (text, path) => expect(codeAddress(text, ORIGIN)).toBe(path));

test.each([
  `https://park-example.pay/go/${TOKEN}`,
  `https://park.example.evil/go/${TOKEN}`,
  `https://park.example@evil.example/go/${TOKEN}`,
  `https://someone@park.example/go/${TOKEN}`,
  `http://park.example/go/${TOKEN}`,
  `${ORIGIN}/goodbye`,
  `${ORIGIN}/account`,
  "javascript:alert(1)",
  "WIFI:S:guest;T:nopass;;",
  "",
])("%s is foreign", (text) => expect(codeAddress(text, ORIGIN)).toBeUndefined());

test("token is the last part of the path", () => {
  expect(tokenOf(`/go/${TOKEN}`)).toBe(TOKEN);
  expect(["/go", "/go/nfc", "/go/words/maple-river-stone", `/go/${TOKEN}/more`].map(tokenOf)).toEqual(
    Array(4).fill(undefined),
  );
});
