import type { TariffVersion, YieldChange } from "@/api/admin";

/**
 * The version of the newest change, if the tariff was loaded before it. Older versions that a policy published are not
 * among those of the tariff, so only their numbers tell.
 */
export function unknownVersion(
  versions: Pick<TariffVersion, "number">[],
  changes: Pick<YieldChange, "version">[],
): number | undefined {
  const newest = changes[0]?.version;
  return newest !== undefined && versions.every(({ number }) => number < newest) ? newest : undefined;
}
