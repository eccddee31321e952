import { useQuery } from "@tanstack/react-query";
import { QueryResult } from "@/components/console/query-result";
import { DescriptionList } from "@/components/ui/description-list";
import { termsTexts } from "@/console-texts/places";
import { CHOICES, NUMBER_NAMES, NUMBERS } from "./terms-form";
import { type TermsPlace, termsQuery } from "./terms-requests";

/** The effective terms of a city or a site. */
export function TermsList({ place }: { place: TermsPlace }) {
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
          ]}
        />
      )}
    </QueryResult>
  );
}
