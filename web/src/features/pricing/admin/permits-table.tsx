import type { ReactNode } from "react";
import type { Permit } from "@/api/admin";
import { ConfirmButton } from "@/components/console/confirm-button";
import { StateTag } from "@/components/console/state-tag";
import { Table } from "@/components/console/table";
import { consoleTexts, navTexts } from "@/console-texts/console";
import { permitTexts } from "@/console-texts/guard-rails";
import { formatDateTime } from "@/lib/time";
import { revokePermit } from "./permit-requests";
import { permitState } from "./permit-state";

interface PermitsTableProps {
  permits: Permit[];
  zone: string;
  now: number;
  canManage: boolean;
  driver: (permit: Permit) => ReactNode;
  by: (userId: string | null | undefined) => ReactNode;
}

export function PermitsTable({ permits, zone, now, canManage, driver, by }: PermitsTableProps) {
  return (
    <Table
      label={navTexts.permits}
      rows={permits}
      keyOf={({ id }) => id}
      emptyText={permitTexts.none}
      columns={[
        { head: permitTexts.driver, cell: driver },
        { head: permitTexts.reference, cell: ({ reference }) => reference },
        { head: permitTexts.from, cell: ({ starts_at }) => formatDateTime(starts_at, zone) },
        { head: permitTexts.to, cell: ({ ends_at }) => formatDateTime(ends_at, zone) },
        { head: permitTexts.by, cell: ({ granted_by }) => by(granted_by) },
        { head: consoleTexts.state, cell: (permit) => <StateTag state={permitState(permit, now)} /> },
        {
          head: consoleTexts.actions,
          cell: (permit) =>
            canManage &&
            ["active", "coming"].includes(permitState(permit, now)) && (
              <ConfirmButton
                name={permitTexts.revoke}
                title={permitTexts.revokeTitle}
                text={permitTexts.revokeText(permit.email)}
                act={() => revokePermit(permit.id)}
              />
            ),
        },
      ]}
    />
  );
}
