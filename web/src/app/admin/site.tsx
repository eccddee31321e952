import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { type Site, useCities } from "@/api/admin";
import { usePermissions } from "@/api/permissions";
import { Allowed } from "@/components/console/allowed";
import { ConfirmAction } from "@/components/console/confirm-action";
import { PageHeader } from "@/components/console/page-header";
import { PagedList } from "@/components/console/paged-list";
import { QueryResult } from "@/components/console/query-result";
import { StateTag } from "@/components/console/state-tag";
import { Table } from "@/components/console/table";
import { Button } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { Notice } from "@/components/ui/notice";
import { consoleTexts, navTexts } from "@/console-texts/console";
import { siteTexts, spotTexts, termsTexts, zoneTexts } from "@/console-texts/places";
import { zonesQuery } from "@/features/places/admin/place-requests";
import { SiteForm } from "@/features/places/admin/site-form";
import { restoreSite, retireSite, siteQuery } from "@/features/places/admin/site-requests";
import { SiteRules } from "@/features/places/admin/site-rules";
import { TermsForm } from "@/features/places/admin/terms-form";
import { TermsList } from "@/features/places/admin/terms-list";
import type { Position } from "@/lib/geo";
import { formatDateTime } from "@/lib/time";
import { ConsoleMap } from "./console-map";
import { closedRing, ringOf } from "./shapes";
import { SiteTabs } from "./site-tabs";

export function SitePage() {
  const { id } = useParams({ from: "/admin/sites/$id" });
  return (
    <QueryResult query={useQuery(siteQuery(id))}>{(site) => <SiteDetails key={site.id} site={site} />}</QueryResult>
  );
}

function SiteDetails({ site }: { site: Site }) {
  const { cityOf } = useCities();
  const { has } = usePermissions();
  const [isEditing, setEditing] = useState(false);
  const [ring, setRing] = useState<Position[]>(() => ringOf(site.boundary));
  const city = cityOf(site.city_id);
  const { id, name, lat, lng } = site;
  const at = { cityId: site.city_id, siteId: id };
  const cancelEditing = () => {
    setEditing(false);
    setRing(ringOf(site.boundary));
  };
  return (
    <>
      <PageHeader title={name}>
        <Allowed to="manage_places" at={at}>
          {!isEditing && <Button onPress={() => setEditing(true)}>{consoleTexts.edit}</Button>}
          {site.retired_at ? (
            <ConfirmAction
              name={spotTexts.restore}
              text={siteTexts.restoreText}
              act={(note) => restoreSite(id, note)}
            />
          ) : (
            <ConfirmAction
              name={spotTexts.retire}
              text={siteTexts.retireText}
              isDestructive
              act={(note) => retireSite(id, note)}
            />
          )}
        </Allowed>
      </PageHeader>
      <SiteTabs site={site} />
      {site.retired_at && <Notice>{spotTexts.retiredAt(formatDateTime(site.retired_at, city.time_zone))}</Notice>}
      <div className="beside">
        <ConsoleMap
          hint={isEditing ? siteTexts.draw : ""}
          at={site}
          selected={{ id, label: siteTexts.kinds[site.kind] ?? site.kind, state: "free", price: "", lat, lng }}
          line={closedRing(ring)}
          onPlace={isEditing ? (place) => setRing([...ring, place]) : undefined}
        />
        <section className="panel" aria-label={name}>
          {isEditing ? (
            <SiteForm
              cityId={site.city_id}
              site={site}
              ring={ring}
              onRing={setRing}
              onDone={() => setEditing(false)}
              onCancel={cancelEditing}
            />
          ) : (
            <SiteProperties site={site} cityName={city.name} />
          )}
        </section>
      </div>
      <ZonesOfSite siteId={id} />
      <SiteRules siteId={id} canManage={has("manage_places", at)} />
      <section className="panel" aria-labelledby="terms">
        <h2 id="terms">{termsTexts.title}</h2>
        <Allowed
          to="manage_places"
          at={at}
          otherwise={<TermsList place={{ kind: "site", id }} currency={city.currency} />}
        >
          <TermsForm place={{ kind: "site", id }} currency={city.currency} />
        </Allowed>
      </section>
    </>
  );
}

function SiteProperties({ site, cityName }: { site: Site; cityName: string }) {
  const address = [site.address, site.region, site.postcode, site.country].filter(Boolean).join(", ");
  return (
    <DescriptionList
      items={[
        [consoleTexts.state, <StateTag key="state" state={site.retired_at ? "retired" : "in_service"} />],
        [siteTexts.kind, siteTexts.kinds[site.kind] ?? site.kind],
        [consoleTexts.city, cityName],
        [spotTexts.reference, <code key="ref">{site.source_ref}</code>],
        [siteTexts.address, address || "—"],
        [siteTexts.contact, site.contact || "—"],
        [siteTexts.access, siteTexts.accesses[site.access] ?? site.access],
        [siteTexts.entry_mode, siteTexts.entryModes[site.entry_mode] ?? site.entry_mode],
        [siteTexts.arrival_instructions, site.arrival_instructions || "—"],
        [siteTexts.full_instructions, site.full_instructions || "—"],
        [spotTexts.position, `${site.lat}, ${site.lng}`],
      ]}
    />
  );
}

function ZonesOfSite({ siteId }: { siteId: string }) {
  const query = useInfiniteQuery(zonesQuery({ site_id: siteId }));
  return (
    <section className="panel" aria-labelledby="zones">
      <h2 id="zones">{navTexts.zones}</h2>
      <PagedList query={query} rowsOf={(page) => page.zones}>
        {(zones) => (
          <Table
            label={navTexts.zones}
            rows={zones}
            keyOf={({ id }) => id}
            emptyText={siteTexts.noZones}
            columns={[
              { head: siteTexts.name, cell: ({ street }) => street },
              { head: zoneTexts.level, cell: ({ level }) => level ?? "—" },
              { head: spotTexts.reference, cell: ({ source_ref }) => <code>{source_ref}</code> },
              {
                head: consoleTexts.actions,
                cell: (zone) => (
                  <Link to="/admin/spots" search={{ zone: zone.id }} className="button button-quiet">
                    {zoneTexts.spots}
                  </Link>
                ),
              },
            ]}
          />
        )}
      </PagedList>
    </section>
  );
}
