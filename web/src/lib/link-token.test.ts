import { beforeEach, expect, test, vi } from "vitest";

const ID = "019a0000-0000-7000-8000-000000000001";

/** A fake tab; `storage` outlives a page load. */
async function open(address: string, storage: Map<string, string> | undefined) {
  const url = new URL(address);
  vi.resetModules();
  vi.stubGlobal("location", url);
  vi.stubGlobal("history", {
    state: { key: "1" },
    replaceState: (_: unknown, __: string, to: string) => (url.href = new URL(to, url).href),
  });
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => (storage ?? refuse()).get(key) ?? null,
    setItem: (key: string, value: string) => (storage ?? refuse()).set(key, value),
  });
  const library = await import("./link-token");
  library.captureLinkToken();
  return library;
}

function refuse(): never {
  throw new Error("storage is blocked");
}

beforeEach(() => vi.unstubAllGlobals());

test("token leaves URL and serves all pages", async () => {
  const tab = await open(`https://park.example/reservations/${ID}?a=1#token=secret&x=2`, new Map());
  expect(location.href).toBe(`https://park.example/reservations/${ID}?a=1#x=2`);
  expect(tab.linkToken(`/reservations/${ID}/receipt`)).toBe("secret");
  expect(tab.linkToken(ID.toUpperCase())).toBe("secret");
  expect(tab.linkToken("/reset-password")).toBeUndefined();
});

test("token survives redirect to bank", async () => {
  const storage = new Map<string, string>();
  await open(`https://park.example/pay/${ID}#token=secret`, storage);
  const back = await open(`https://park.example/pay/${ID}?redirect_status=succeeded`, storage);
  expect(back.linkToken(location.pathname)).toBe("secret");
});

test("token stays in memory without storage", async () => {
  const tab = await open("https://park.example/reset-password#token=secret", undefined);
  expect(location.href).toBe("https://park.example/reset-password");
  expect(tab.linkToken("/reset-password")).toBe("secret");
});

test("newer link replaces the token", async () => {
  const tab = await open("https://park.example/confirm-email#token=old", new Map());
  const changed = vi.fn();
  tab.subscribeLinkTokens(changed);
  location.hash = "#token=new";
  tab.captureLinkToken();
  expect(tab.linkToken("/confirm-email")).toBe("new");
  expect(changed).toHaveBeenCalledOnce();
});

test("token of a shared stay is kept apart", async () => {
  const storage = new Map<string, string>();
  await open(`https://park.example/reservations/${ID}#token=manage`, storage);
  const tab = await open(`https://park.example/shared/${ID}#t=view`, storage);
  expect(location.href).toBe(`https://park.example/shared/${ID}`);
  expect(tab.linkToken(location.pathname)).toBe("view");
  expect(tab.linkToken(ID)).toBe("manage");
  expect(tab.linkToken(`/reservations/${ID}`)).toBe("manage");
});
