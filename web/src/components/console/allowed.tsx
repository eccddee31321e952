import type { ReactNode } from "react";
import { type Permission, usePermissions } from "@/api/permissions";

interface AllowedProps {
  to: Permission;
  /** City of the object; any place if omitted. */
  cityId?: string | undefined;
  /** Shown without the permission. */
  otherwise?: ReactNode;
  children: ReactNode;
}

/** Hides what the user's roles do not permit. */
export function Allowed({ to, cityId, otherwise = null, children }: AllowedProps) {
  return usePermissions().has(to, cityId) ? children : otherwise;
}
