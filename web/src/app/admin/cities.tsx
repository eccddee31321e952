import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { citiesQuery, type City } from "@/api/admin";
import { Allowed } from "@/components/console/allowed";
import { QueryResult } from "@/components/console/query-result";
import { PageHeader } from "@/components/console/page-header";
import { Table } from "@/components/console/table";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { consoleTexts, navTexts } from "@/console-texts/console";
import { cityTexts, termsTexts } from "@/console-texts/places";
import { CityForm } from "@/features/places/admin/city-form";
import { TermsForm } from "@/features/places/admin/terms-form";

export function CitiesPage() {
  const cities = useQuery(citiesQuery);
  const [edited, setEdited] = useState<City | "new">();
  const [termsOf, setTermsOf] = useState<City>();
  const city = edited === "new" ? undefined : edited;
  const close = () => setEdited(undefined);
  return (
    <>
      <PageHeader title={navTexts.cities}>
        <Allowed to="create_cities">
          <Button onPress={() => setEdited("new")}>{cityTexts.add}</Button>
        </Allowed>
      </PageHeader>
      <QueryResult query={cities}>
        {(rows) => (
          <Table
            label={navTexts.cities}
            rows={rows}
            keyOf={({ id }) => id}
            emptyText={consoleTexts.none}
            columns={[
              { head: cityTexts.name, cell: ({ name }) => name },
              { head: cityTexts.slug, cell: ({ slug }) => <code>{slug}</code> },
              { head: cityTexts.zone, cell: ({ time_zone }) => time_zone },
              { head: cityTexts.currency, cell: ({ currency }) => currency },
              {
                head: consoleTexts.actions,
                cell: (each) => (
                  <div className="console-actions">
                    <Allowed to="manage_cities" at={{ cityId: each.id }}>
                      <Button kind="quiet" onPress={() => setEdited(each)}>
                        {consoleTexts.edit}
                      </Button>
                    </Allowed>
                    <Allowed to="manage_places" at={{ cityId: each.id }}>
                      <Button kind="quiet" onPress={() => setTermsOf(each)}>
                        {termsTexts.title}
                      </Button>
                    </Allowed>
                  </div>
                ),
              },
            ]}
          />
        )}
      </QueryResult>
      <Dialog title={city ? cityTexts.edit(city.name) : cityTexts.add} isOpen={edited !== undefined} onClose={close}>
        {edited && <CityForm city={city} onDone={close} onCancel={close} />}
      </Dialog>
      <Dialog
        title={cityTexts.terms(termsOf?.name ?? "")}
        isOpen={termsOf !== undefined}
        onClose={() => setTermsOf(undefined)}
      >
        {termsOf && (
          <TermsForm
            place={{ kind: "city", id: termsOf.id }}
            currency={termsOf.currency}
            onDone={() => setTermsOf(undefined)}
          />
        )}
      </Dialog>
    </>
  );
}
