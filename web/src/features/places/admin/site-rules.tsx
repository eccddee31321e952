import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { SiteRulesView } from "@/api/visit-types";
import { QueryResult } from "@/components/console/query-result";
import { Button } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { siteRulesTexts } from "@/console-texts/site-rules";
import { rulesQuery } from "./rules-requests";
import { CHOICES, FLAGS, isOptional, type NumberName, NUMBERS, textOf } from "./rules-values";
import { SiteRulesForm } from "./site-rules-form";

/** The rules of entry of a site, with a button for their form. */
export function SiteRules({ siteId, canManage }: { siteId: string; canManage: boolean }) {
  const [isEditing, setEditing] = useState(false);
  const close = () => setEditing(false);
  const query = useQuery(rulesQuery(siteId));
  return (
    <section className="panel" aria-labelledby="rules">
      <div className="console-title">
        <h2 id="rules">{siteRulesTexts.title}</h2>
        {canManage && !isEditing && query.data && (
          <Button kind="quiet" onPress={() => setEditing(true)}>
            {siteRulesTexts.change}
          </Button>
        )}
      </div>
      <QueryResult query={query}>
        {(rules) =>
          isEditing ? (
            <SiteRulesForm siteId={siteId} rules={rules} onDone={close} onCancel={close} />
          ) : (
            <DescriptionList items={itemsOf(rules)} />
          )
        }
      </QueryResult>
    </section>
  );
}

function numberOf(rules: SiteRulesView, name: NumberName): string {
  return textOf(rules, name) || (isOptional(name) ? siteRulesTexts.empty[name] : "—");
}

function itemsOf(rules: SiteRulesView): [string, string][] {
  return [
    ...CHOICES.map((name): [string, string] => [
      siteRulesTexts.names[name],
      siteRulesTexts.choices[name][rules[name]] ?? rules[name],
    ]),
    ...(Object.keys(NUMBERS) as NumberName[]).map((name): [string, string] => [
      siteRulesTexts.names[name],
      numberOf(rules, name),
    ]),
    ...FLAGS.map((name): [string, string] => [
      siteRulesTexts.names[name],
      rules[name] ? siteRulesTexts.yes : siteRulesTexts.no,
    ]),
  ];
}
