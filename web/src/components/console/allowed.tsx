import type { ReactNode } from "react";
import type { Permission, Place } from "@/api/own-permissions";
import { usePermissions } from "@/api/permissions";

interface AllowedProps {
  to: Permission;
  /** Place of the object; any place if omitted. */
  at?: Place | undefined;
  /** Shown without the permission. */
  otherwise?: ReactNode;
  children: ReactNode;
}

/** Hides what the user's roles do not permit. */
export function Allowed({ to, at, otherwise = null, children }: AllowedProps) {
  return usePermissions().has(to, at) ? children : otherwise;
}
