import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { errorCode, errorMessage } from "@/api/problem";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { PriceHistory } from "@/features/pricing/price-history";
import { priceHistoryQuery } from "@/features/pricing/requests";
import { priceHistoryTexts } from "@/texts/pricing";
import { searchTexts } from "@/texts/reservations";
import { Page } from "../pages";

/** The public history of the prices in a zone. */
export function ZonePricesPage() {
  const { id } = useParams({ from: "/zones/$id/prices" });
  const { data, error } = useQuery(priceHistoryQuery(id));
  const problem = errorCode(error) === "not_found" ? priceHistoryTexts.notFound : errorMessage(error);
  return (
    <Page title={priceHistoryTexts.title}>
      <h1>{priceHistoryTexts.title}</h1>
      {data ? (
        <>
          <p className="soft">
            {searchTexts.street(data.zone.street, data.zone.side)}{" "}
            {searchTexts.between(data.zone.from_street, data.zone.to_street)}
          </p>
          <p>{priceHistoryTexts.text}</p>
          <PriceHistory history={data} />
        </>
      ) : error ? (
        <Notice kind="error">{problem}</Notice>
      ) : (
        <Skeleton lines={6} />
      )}
    </Page>
  );
}
