import { useInfiniteQuery } from "@tanstack/react-query";
import { useCities } from "@/api/admin";
import { FilterField } from "@/components/console/filter-field";
import { PageHeader } from "@/components/console/page-header";
import { PagedList } from "@/components/console/paged-list";
import { navTexts } from "@/console-texts/console";
import { auditTexts } from "@/console-texts/platform";
import { reservationTexts } from "@/console-texts/reservations";
import { AuditTable } from "@/features/platform/admin/audit-table";
import { auditQuery } from "@/features/platform/admin/requests";
import { ActorLink, SubjectLink } from "./links";
import { isId, useFilters } from "./use-filters";

type Filters = { actor?: string; action?: string; subject?: string };

export function AuditPage() {
  const [{ actor, action, subject }, change] = useFilters<Filters>();
  const { cityOf } = useCities();
  const isInvalid = subject !== undefined && !isId(subject);
  const query = useInfiniteQuery(auditQuery({ actor, action, ...(!isInvalid && { subject_id: subject }) }));
  return (
    <>
      <PageHeader title={navTexts.audit} />
      <div className="filters" role="search">
        <FilterField
          label={auditTexts.action}
          hint={auditTexts.actionHint}
          value={action}
          onChange={(text) => change({ action: text })}
        />
        <FilterField label={auditTexts.actor} value={actor} onChange={(text) => change({ actor: text })} />
        <FilterField
          label={auditTexts.subjectId}
          value={subject}
          onChange={(text) => change({ subject: text })}
          error={isInvalid ? reservationTexts.invalidId : undefined}
        />
      </div>
      <PagedList query={query} rowsOf={(page) => page.entries}>
        {(entries) => (
          <AuditTable
            entries={entries}
            zone={cityOf().time_zone}
            by={(name) => <ActorLink name={name} />}
            subject={({ subject_kind, subject_id }) => <SubjectLink kind={subject_kind} id={subject_id} />}
          />
        )}
      </PagedList>
    </>
  );
}
