import { useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { useEffect } from "react";
import { accountQuery } from "@/api/account";
import { changeLanguage, isLanguage } from "@/lib/language";

/** These pages have to finish what they do, and then lead on. */
const BUSY = /^\/(account\/sign-|confirm-email)/;

/** Loads the page again in the language of the account, once the account is known. */
export function useAccountLanguage(): void {
  // Only pages that need the account request it.
  const { data } = useQuery({ ...accountQuery, enabled: false });
  const isBusy = useLocation({ select: ({ pathname }) => BUSY.test(pathname) });
  const language = data?.language;
  useEffect(() => {
    // The account may have none, or one that this version of the app does not know.
    if (isLanguage(language) && !isBusy) changeLanguage(language);
  }, [language, isBusy]);
}
