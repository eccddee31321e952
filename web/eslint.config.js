import js from "@eslint/js";
import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const MUTATION = {
  name: "@tanstack/react-query",
  importNames: ["useMutation"],
  message: "Use that of @/lib/use-mutation, which ignores the second click of a double click.",
};
const restricted = (...patterns) => ({ "no-restricted-imports": ["error", { paths: [MUTATION], patterns }] });

// Imports within a feature are relative, all others begin with "@/": so that a path alone shows if it leaves the feature.
const OUTSIDE = { regex: "^@/(features|app)/", message: "Features do not import each other; app composes them." };
const CONSOLE = {
  regex: "^@/(console-texts|components/console)/|^@/api/admin$",
  message: "Console code is a chunk of its own.",
};
const above = (levels) => ({
  regex: `^(\\.\\./){${levels}}`,
  message: 'A relative import must stay in its feature: use "@/" for components, api, lib and texts.',
});
const ADMIN_FOLDER = { regex: "(^\\./|\\.\\./)admin/", message: "Only app/admin uses the console part of a feature." };

export default tseslint.config(
  { ignores: ["dist", "coverage", "src/api/schema.ts", "playwright-report", "test-results"] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    files: ["src/**/*.{ts,tsx}"],
    plugins: { "react-hooks": hooks },
    rules: { ...hooks.configs.recommended.rules },
  },
  { files: ["src/app/**/*.{ts,tsx}"], rules: restricted() },
  { files: ["src/features/*/*.{ts,tsx}"], rules: restricted(OUTSIDE, above(1), ADMIN_FOLDER, CONSOLE) },
  { files: ["src/features/*/*/*.{ts,tsx}"], rules: restricted(OUTSIDE, above(2), ADMIN_FOLDER, CONSOLE) },
  { files: ["src/features/*/admin/*.{ts,tsx}"], rules: restricted(OUTSIDE, above(2)) },
  { files: ["src/{components,api,lib,texts,console-texts}/**/*.{ts,tsx}"], rules: restricted(OUTSIDE) },
  { files: ["src/lib/use-mutation.ts"], rules: { "no-restricted-imports": "off" } },
  {
    files: ["scripts/**", "src/sw.js", ".size-limit.js"],
    languageOptions: {
      globals: {
        console: "readonly",
        process: "readonly",
        URL: "readonly",
        self: "readonly",
        caches: "readonly",
        fetch: "readonly",
        Response: "readonly",
      },
    },
  },
  {
    // Parts of it run in a browser.
    files: ["scripts/measure-home.mjs", "scripts/measure/**"],
    languageOptions: {
      globals: {
        Buffer: "readonly",
        MutationObserver: "readonly",
        PerformanceObserver: "readonly",
        document: "readonly",
        performance: "readonly",
        requestAnimationFrame: "readonly",
        setTimeout: "readonly",
        window: "readonly",
      },
    },
  },
);
