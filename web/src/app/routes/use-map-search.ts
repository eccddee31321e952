import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { Criteria } from "@/features/reservations/search/criteria";
import {
  fromCriteria,
  type MapSearchParams,
  storedVehicleClass,
  storeVehicleClass,
  toCriteria,
  toDestination,
} from "../map-search-params";

/** The search parameters in the URL of the map page, and the criteria and destination that they contain. */
export function useMapSearch() {
  const search = useSearch({ from: "/" });
  const navigate = useNavigate();
  const router = useRouter();
  const { from, for: duration, class: vehicleClass, has, max, to, toName } = search;
  const [usualClass] = useState(storedVehicleClass);
  const criteria = useMemo(
    () => toCriteria({ from, for: duration, class: vehicleClass, has, max }, usualClass),
    [from, duration, vehicleClass, has, max, usualClass],
  );
  const destination = useMemo(() => toDestination({ to, toName }), [to, toName]);
  const updateSearch = (change: MapSearchParams, replace = true) => {
    // The map may stop moving after the driver has left the page.
    if (router.latestLocation.pathname !== "/") return;
    void navigate({ to: "/", search: (before) => ({ ...before, ...change }), replace, resetScroll: false });
  };
  const changeCriteria = (change: Partial<Criteria>, replace?: boolean) => {
    if (change.vehicleClass) storeVehicleClass(change.vehicleClass);
    updateSearch(fromCriteria({ ...criteria, ...change }, usualClass), replace);
  };
  return { search, criteria, destination, updateSearch, changeCriteria };
}
