import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { PageHeader } from "@/components/console/page-header";
import { QueryResult } from "@/components/console/query-result";
import { tariffTexts } from "@/console-texts/pricing";
import { tariffQuery } from "@/features/pricing/admin/requests";
import { TariffEditor } from "@/features/pricing/admin/tariff-editor";

export function TariffEditorPage() {
  const { id } = useParams({ from: "/admin/tariffs/$id/edit" });
  const navigate = useNavigate();
  const leave = () => void navigate({ to: "/admin/tariffs/$id", params: { id } });
  return (
    <QueryResult query={useQuery(tariffQuery(id))}>
      {(tariff) => (
        <>
          <PageHeader title={tariffTexts.editing(tariff.name)}>
            <Link to="/admin/tariffs/$id" params={{ id }} className="button button-quiet">
              {tariffTexts.back(tariff.name)}
            </Link>
          </PageHeader>
          <TariffEditor key={tariff.id} tariff={tariff} onDone={leave} />
        </>
      )}
    </QueryResult>
  );
}
