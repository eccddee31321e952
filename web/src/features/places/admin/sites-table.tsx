import type { ReactNode } from "react";
import type { Site } from "@/api/admin";
import { StateTag } from "@/components/console/state-tag";
import { type Column, Table } from "@/components/console/table";
import { consoleTexts, navTexts } from "@/console-texts/console";
import { siteTexts, spotTexts } from "@/console-texts/places";

interface SitesTableProps {
  sites: Site[];
  link: (site: Site) => ReactNode;
}

export function SitesTable({ sites, link }: SitesTableProps) {
  const columns: Column<Site>[] = [
    { head: siteTexts.name, cell: link },
    { head: siteTexts.kind, cell: ({ kind }) => siteTexts.kinds[kind] ?? kind },
    { head: siteTexts.address, cell: ({ address }) => address || "—" },
    { head: siteTexts.access, cell: ({ access }) => siteTexts.accesses[access] ?? access },
    { head: spotTexts.reference, cell: ({ source_ref }) => <code>{source_ref}</code> },
    { head: consoleTexts.state, cell: ({ retired_at }) => <StateTag state={retired_at ? "retired" : "in_service"} /> },
  ];
  return (
    <Table label={navTexts.sites} columns={columns} rows={sites} keyOf={({ id }) => id} emptyText={consoleTexts.none} />
  );
}
