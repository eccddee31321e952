import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Permission } from "@/api/own-permissions";
import { Allowed } from "@/components/console/allowed";
import { zoneQuery } from "./place-requests";

interface AllowedInZoneProps {
  to: Permission;
  /** Undefined while it is loading. */
  zoneId: string | undefined;
  children: ReactNode;
}

/** Hides what the user's roles do not permit in a zone, which may belong to a site. */
export function AllowedInZone({ to, zoneId, children }: AllowedInZoneProps) {
  const { data: zone } = useQuery({ ...zoneQuery(zoneId ?? ""), enabled: zoneId !== undefined });
  if (!zone) return null;
  return (
    <Allowed to={to} at={{ cityId: zone.city_id, siteId: zone.site_id }}>
      {children}
    </Allowed>
  );
}
