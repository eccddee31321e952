import { useInfiniteQuery } from "@tanstack/react-query";
import { useCities } from "@/api/admin";
import { SelectField } from "@/components/console/select-field";
import { DownloadButton } from "@/components/console/download-button";
import { FilterField } from "@/components/console/filter-field";
import { PageHeader } from "@/components/console/page-header";
import { PagedList } from "@/components/console/paged-list";
import { DateTimeField } from "@/components/console/date-time-field";
import { ledgerTexts } from "@/console-texts/billing";
import { consoleTexts, navTexts } from "@/console-texts/console";
import { reservationTexts } from "@/console-texts/reservations";
import { LedgerTable } from "@/features/billing/admin/ledger-table";
import { ledgerQuery, downloadLedger } from "@/features/billing/admin/ledger-requests";
import { toRfc3339 } from "@/lib/time";
import { SubjectLink } from "./links";
import { isId, useFilters } from "./use-filters";

type Filters = { from?: string; to?: string; account?: string; charge_id?: string };

export function LedgerPage() {
  const [filters, change] = useFilters<Filters>();
  const { cityOf } = useCities();
  const zone = cityOf().time_zone;
  const { charge_id: charge, ...rest } = filters;
  const isInvalid = charge !== undefined && !isId(charge);
  const query = { ...rest, ...(charge && !isInvalid && { charge_id: charge }) };
  const entries = useInfiniteQuery(ledgerQuery(query));
  const parseTime = (text: string | undefined) => (text ? Date.parse(text) : undefined);
  const formatTime = (moment: number | undefined) => (moment === undefined ? "" : toRfc3339(moment));
  return (
    <>
      <PageHeader title={navTexts.ledger}>
        <DownloadButton save={() => downloadLedger(query)} />
      </PageHeader>
      <div className="filters" role="search">
        <DateTimeField
          label={ledgerTexts.from}
          value={parseTime(filters.from)}
          onChange={(from) => change({ from: formatTime(from) })}
          zone={zone}
        />
        <DateTimeField
          label={ledgerTexts.to}
          value={parseTime(filters.to)}
          onChange={(to) => change({ to: formatTime(to) })}
          zone={zone}
        />
        <SelectField
          label={ledgerTexts.account}
          value={filters.account ?? ""}
          onChange={(account) => change({ account })}
          options={[
            { value: "", label: consoleTexts.any },
            ...Object.entries(ledgerTexts.accounts).map(([value, label]) => ({ value, label })),
          ]}
        />
        <FilterField
          label={ledgerTexts.charge}
          value={charge}
          onChange={(id) => change({ charge_id: id })}
          error={isInvalid ? reservationTexts.invalidId : undefined}
        />
      </div>
      <PagedList query={entries} rowsOf={(page) => page.entries}>
        {(entries) => (
          <LedgerTable entries={entries} zone={zone} charge={(id) => <SubjectLink kind="charge" id={id} />} />
        )}
      </PagedList>
    </>
  );
}
