import { useQuery } from "@tanstack/react-query";
import { QueryResult } from "@/components/console/query-result";
import { DescriptionList } from "@/components/ui/description-list";
import { termsTexts } from "@/console-texts/places";
import { type TermsPlace, termsQuery } from "./terms-requests";
import { CHOICES, effectiveCap, NUMBER_NAMES, NUMBERS } from "./terms-values";

/** The effective terms of a city or a site; the currency is that of the city. */
export function TermsList({ place, currency }: { place: TermsPlace; currency: string }) {
  return (
    <QueryResult query={useQuery(termsQuery(place))}>
      {({ effective }) => (
        <DescriptionList
          items={[
            ...NUMBER_NAMES.map((name): [string, string] => [
              termsTexts.names[name],
              String(effective[name] / NUMBERS[name]),
            ]),
            ...CHOICES.map((name): [string, string] => [
              termsTexts.names[name],
              termsTexts.choices[name][String(effective[name])] ?? String(effective[name]),
            ]),
            [termsTexts.cap(currency), effectiveCap(effective, currency) ?? termsTexts.noCap],
          ]}
        />
      )}
    </QueryResult>
  );
}
