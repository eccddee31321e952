import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { errorCode, errorMessage } from "@/api/problem";
import { hasSession } from "@/api/session";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { SaveButton } from "@/components/ui/save-button";
import { Skeleton } from "@/components/ui/skeleton";
import { Receipt } from "@/features/billing/receipt";
import { receiptQuery } from "@/features/reservations/requests";
import { saveReceipt } from "@/features/reservations/stay-requests";
import { texts } from "@/texts/app";
import { receiptTexts } from "@/texts/billing";
import { useReservationToken } from "../link-access";
import { Page } from "../pages";

export function ReceiptPage() {
  const { id } = useParams({ from: "/reservations/$id/receipt" });
  const token = useReservationToken(id);
  const hasAccess = Boolean(token) || hasSession();
  const { data, error } = useQuery({ ...receiptQuery({ id, token }), enabled: hasAccess });
  const problem = errorCode(error) === "stay_not_over" ? receiptTexts.notOver : errorMessage(error);
  return (
    <Page title={receiptTexts.title}>
      {data ? (
        <>
          <Receipt receipt={data} />
          <div className="actions">
            <SaveButton save={() => saveReceipt({ id, token }, data.reference)}>{receiptTexts.pdf}</SaveButton>
            <Button kind="quiet" onPress={() => print()}>
              {receiptTexts.print}
            </Button>
          </div>
        </>
      ) : (
        <>
          <h1>{receiptTexts.title}</h1>
          {!hasAccess || error ? (
            <Notice kind="error">{hasAccess ? problem : texts.linkRequired}</Notice>
          ) : (
            <Skeleton lines={6} />
          )}
        </>
      )}
    </Page>
  );
}
