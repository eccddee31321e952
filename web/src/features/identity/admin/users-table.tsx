import type { ReactNode } from "react";
import type { ManagedUser } from "@/api/admin";
import { StateTag } from "@/components/console/state-tag";
import { Table } from "@/components/console/table";
import { consoleTexts, navTexts } from "@/console-texts/console";
import { roleNames, userTexts } from "@/console-texts/identity";
import { formatDay } from "@/lib/time";

export const userState = ({ erased_at, disabled_at }: ManagedUser) =>
  erased_at ? "erased" : disabled_at ? "disabled" : "enabled";

interface UsersTableProps {
  users: ManagedUser[];
  zone: string;
  link: (user: ManagedUser) => ReactNode;
}

export function UsersTable({ users, zone, link }: UsersTableProps) {
  return (
    <Table
      label={navTexts.users}
      rows={users}
      keyOf={({ id }) => id}
      emptyText={consoleTexts.none}
      columns={[
        { head: userTexts.email, cell: link },
        { head: userTexts.role, cell: ({ roles }) => roleNames(roles) },
        { head: userTexts.since, cell: ({ created_at }) => formatDay(created_at, zone) },
        { head: consoleTexts.state, cell: (user) => <StateTag state={userState(user)} /> },
      ]}
    />
  );
}
