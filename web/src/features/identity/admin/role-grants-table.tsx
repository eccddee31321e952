import type { ReactNode } from "react";
import type { RoleGrant } from "@/api/admin";
import { ConfirmAction } from "@/components/console/confirm-action";
import { StateTag } from "@/components/console/state-tag";
import { Table } from "@/components/console/table";
import { consoleTexts, navTexts } from "@/console-texts/console";
import { roleTexts } from "@/console-texts/identity";
import { formatDay } from "@/lib/time";
import { revokeRole } from "./role-grant-requests";

interface RoleGrantsTableProps {
  grants: RoleGrant[];
  zone: string;
  cityName: (id: string) => string;
  user: (grant: RoleGrant) => ReactNode;
  by: (actor: string) => ReactNode;
}

export function RoleGrantsTable({ grants, zone, cityName, user, by }: RoleGrantsTableProps) {
  return (
    <Table
      label={navTexts.roleGrants}
      rows={grants}
      keyOf={({ id }) => id}
      emptyText={consoleTexts.none}
      columns={[
        { head: roleTexts.email, cell: user },
        { head: roleTexts.role, cell: ({ role }) => roleTexts.names[role] ?? role },
        { head: roleTexts.place, cell: (grant) => placeOf(grant, cityName) },
        { head: roleTexts.since, cell: ({ granted_at }) => formatDay(granted_at, zone) },
        { head: roleTexts.by, cell: ({ granted_by }) => by(granted_by) },
        { head: consoleTexts.reason, cell: ({ note }) => note ?? "—" },
        {
          head: consoleTexts.state,
          cell: ({ revoked_at }) => <StateTag state={revoked_at ? "revoked" : "active"} />,
        },
        {
          head: consoleTexts.actions,
          cell: ({ id, revoked_at, revoked_by }) =>
            revoked_at && revoked_by ? (
              <>
                {roleTexts.revokedBy} {by(revoked_by)}
              </>
            ) : (
              <ConfirmAction
                name={roleTexts.revoke}
                text={roleTexts.revokeText}
                isDestructive
                act={(note) => revokeRole(id, note)}
              />
            ),
        },
      ]}
    />
  );
}

function placeOf({ city_id, site_name }: RoleGrant, cityName: (id: string) => string): string {
  if (!city_id) return roleTexts.everywhere;
  return site_name ? `${cityName(city_id)}, ${site_name}` : cityName(city_id);
}
