import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { mapLibrary } from "./scripts/map-library-plugin.mjs";
import { ownLanguages } from "./scripts/own-languages-plugin.mjs";
import { precompress } from "./scripts/precompress-plugin.mjs";
import { preloadApp } from "./scripts/preload-app-plugin.mjs";
import { serviceWorker } from "./scripts/service-worker-plugin.mjs";
import { startChunks } from "./scripts/start-chunks-plugin.mjs";

// `npm run dev` and `npm run preview` forward requests to the api that `cargo xtask up` started.
const api = process.env.CURBHOLD_API ?? "http://127.0.0.1:8080";
const proxy = {
  "/api": {
    target: api,
    changeOrigin: true,
    ws: true,
    // The api accepts cookies only from its own origin.
    headers: { origin: api },
  },
};

export default defineConfig({
  plugins: [mapLibrary(), startChunks(), ownLanguages(), react(), preloadApp(), serviceWorker(), precompress()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: { target: "es2022", manifest: true, chunkSizeWarningLimit: 1200 },
  server: { proxy },
  preview: { proxy },
  test: {
    include: ["src/**/*.test.ts"],
    environment: "node",
    setupFiles: ["src/locales/test-setup.ts"],
    // Other style sheets are empty in tests.
    css: { include: /tokens\.css/ },
    coverage: {
      provider: "v8",
      include: ["src/**/*.{ts,tsx}"],
      exclude: ["src/api/schema.ts", "src/**/*.test.ts"],
      reporter: ["text-summary", "lcovonly", "html"],
      reportsDirectory: "coverage",
    },
  },
});
