import { useNavigate, useSearch } from "@tanstack/react-router";

type Filters = Record<string, string | undefined>;

/** The filters of a list, kept in the URL so that it can be shared. */
export function useFilters<T extends Filters>(): [T, (change: Partial<T>) => void] {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const filters = Object.fromEntries(
    Object.entries(search)
      .filter(([, value]) => value !== undefined && value !== null && value !== "")
      .map(([name, value]) => [name, String(value)]),
  ) as T;
  const change = (changes: Partial<T>) => {
    const next = Object.fromEntries(Object.entries({ ...filters, ...changes }).filter(([, value]) => value));
    void navigate({ to: ".", search: next, replace: true, resetScroll: false });
  };
  return [filters, change];
}

/** True for the reference of a reservation, such as `1A2B 3C4D`. */
export const isReference = (text: string) => /^[0-9a-f]{8}$/i.test(text.replace(/[\s-]/g, ""));

export const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
