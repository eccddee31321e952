import { fileURLToPath } from "node:url";
import { ESLint } from "eslint";
import { expect, test } from "vitest";

const eslint = new ESLint({ cwd: fileURLToPath(new URL("../", import.meta.url)) });

async function isRefused(file: string, specifier: string): Promise<boolean> {
  const [result] = await eslint.lintText(`import { x } from "${specifier}";\nx();\n`, { filePath: `src/${file}` });
  return result?.messages.some(({ ruleId }) => ruleId === "no-restricted-imports") ?? false;
}

test.each([
  ["import of a feature", "features/billing/receipt.tsx", "@/features/reservations/requests"],
  ["relative import of a feature", "features/billing/receipt.tsx", "../reservations/requests"],
  ["console part of own feature", "features/billing/receipt.tsx", "./admin/refund"],
  ["console texts in driver code", "features/billing/receipt.tsx", "@/console-texts/billing"],
  ["import of app", "features/billing/receipt.tsx", "@/app/router"],
  ["feature above a subfolder", "features/reservations/search/criteria.ts", "../../billing/requests"],
  ["console part beside a subfolder", "features/reservations/search/criteria.ts", "../admin/requests"],
  ["feature above the console part", "features/billing/admin/refund.tsx", "../../identity/requests"],
  ["feature in the console part", "features/billing/admin/refund.tsx", "@/features/identity/requests"],
  ["feature in lib", "lib/geo.ts", "@/features/places/map/style"],
  ["app in components", "components/ui/field.tsx", "@/app/pages"],
])("refuses %s", { timeout: 60_000 }, async (_, file, specifier) =>
  expect(await isRefused(file, specifier)).toBe(true),
);

test.each([
  ["import in own folder", "features/billing/receipt.tsx", "./requests"],
  ["console part imports its feature", "features/billing/admin/refund.tsx", "../requests"],
  ["console texts in the console part", "features/billing/admin/refund.tsx", "@/console-texts/billing"],
  ["lib in a subfolder", "features/reservations/search/criteria.ts", "@/lib/geo"],
  ["feature in app", "app/routes/home.tsx", "@/features/places/map/style"],
])("allows %s", { timeout: 60_000 }, async (_, file, specifier) =>
  expect(await isRefused(file, specifier)).toBe(false),
);
