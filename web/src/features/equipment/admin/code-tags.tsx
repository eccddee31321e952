import type { EntryCodeView } from "@/api/visit-types";
import { ConfirmAction } from "@/components/console/confirm-action";
import { StateTag } from "@/components/console/state-tag";
import { tagTexts } from "@/console-texts/equipment";
import { revokeTag } from "./code-requests";

/** The NTAG 424 tags that stand for a code. */
export function CodeTags({ code: { tags }, canManage }: { code: EntryCodeView; canManage: boolean }) {
  if (!tags.length) return "—";
  return (
    <ul className="code-tags">
      {tags.map(({ id, uid, last_counter, revoked_at }) => (
        <li key={id}>
          <code>{uid}</code> {revoked_at ? <StateTag state="revoked" /> : tagTexts.counter(last_counter)}{" "}
          {canManage && !revoked_at && (
            <ConfirmAction
              name={tagTexts.revoke}
              title={tagTexts.revokeTitle(uid)}
              text={tagTexts.revokeText}
              isDestructive
              act={(note) => revokeTag(id, note)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
