import type { RoleWithPermissions } from "@/api/admin";
import { Table } from "@/components/console/table";
import { consoleTexts } from "@/console-texts/console";
import { roleTexts } from "@/console-texts/identity";

/** A row for each permission, a column for each role. */
export function RolePermissionsTable({ roles }: { roles: RoleWithPermissions[] }) {
  const permissions = [...new Set(roles.flatMap((role) => role.permissions))];
  return (
    <Table
      label={roleTexts.permissions}
      rows={permissions}
      keyOf={(permission) => permission}
      emptyText={consoleTexts.none}
      columns={[
        { head: roleTexts.permission, cell: (permission) => roleTexts.permissionNames[permission] ?? permission },
        ...roles.map(({ role, permissions: own }) => ({
          head: roleTexts.names[role] ?? role,
          cell: (permission: string) => (own.includes(permission) ? roleTexts.has : "—"),
        })),
      ]}
    />
  );
}
