import { afterEach, expect, test, vi } from "vitest";
import { setLanguage } from "@/lib/language";
import { api } from "./client";

afterEach(() => {
  setLanguage("en");
  vi.unstubAllGlobals();
});

test("requests ask for the app's language", async () => {
  const asked: (string | null)[] = [];
  vi.stubGlobal("fetch", (request: Request) => {
    asked.push(request.headers.get("accept-language"));
    return Promise.resolve(Response.json({}));
  });
  const baseUrl = "http://app.example";
  await api.GET("/api/v1/configuration", { baseUrl });
  setLanguage("de");
  await api.GET("/api/v1/configuration", { baseUrl });
  // A link's token goes another way.
  await api.GET("/api/v1/configuration", { baseUrl, headers: { authorization: "Bearer x" } });
  expect(asked).toEqual(["en", "de", "de"]);
});
