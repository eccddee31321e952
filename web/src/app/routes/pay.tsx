import { Link, useParams } from "@tanstack/react-router";
import { hasSession } from "@/api/session";
import { Notice } from "@/components/ui/notice";
import { PayCharge } from "@/features/billing/pay-charge";
import { nav, texts } from "@/texts/app";
import { payTexts } from "@/texts/billing";
import { useChargeToken } from "../link-access";
import { Page } from "../pages";

/** Opened by the link of a mail or by a signed-in user. */
export function PayPage() {
  const { id } = useParams({ from: "/pay/$id" });
  const token = useChargeToken(id);
  return (
    <Page title={payTexts.pay}>
      {token || hasSession() ? (
        <>
          <PayCharge access={{ id, token }} />
          <p className="links">
            <Link to="/reservations">{nav.reservations}</Link>
            <Link to="/">{texts.notFound.home}</Link>
          </p>
        </>
      ) : (
        <>
          <h1>{payTexts.pay}</h1>
          <Notice kind="error">{texts.linkRequired}</Notice>
        </>
      )}
    </Page>
  );
}
