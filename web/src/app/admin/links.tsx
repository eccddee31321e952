import { Link } from "@tanstack/react-router";
import type { Permission } from "@/api/own-permissions";
import { Allowed } from "@/components/console/allowed";
import { ShortId } from "@/components/console/short-id";
import { auditTexts } from "@/console-texts/platform";

/** Name of an actor of the audit log, with a link for users. */
export function ActorLink({ name }: { name: string }) {
  const [kind, id] = name.split(":");
  if (id && (kind === "operator" || kind === "user"))
    return (
      <Allowed to="view_users" otherwise={<KindAndId kind={kind} id={id} />}>
        <Link to="/admin/users/$id" params={{ id }}>
          <KindAndId kind={kind} id={id} />
        </Link>
      </Allowed>
    );
  if (!id) return <>{name === "command" ? auditTexts.command : name}</>;
  return <KindAndId kind={kind} id={id} />;
}

function KindAndId({ kind, id }: { kind: string | undefined; id: string }) {
  return (
    <>
      {kind} <ShortId id={id} />
    </>
  );
}

const PAGES = {
  spot: { to: "/admin/spots/$id", needs: "view_places" },
  site: { to: "/admin/sites/$id", needs: "view_places" },
  tariff: { to: "/admin/tariffs/$id", needs: "view_tariffs" },
  reservation: { to: "/admin/reservations/$id", needs: "view_reservations" },
  visit: { to: "/admin/visits/$id", needs: "view_visits" },
  charge: { to: "/admin/charges/$id", needs: "view_money" },
  user: { to: "/admin/users/$id", needs: "view_users" },
} as const satisfies Record<string, { to: string; needs: Permission }>;

const hasPage = (kind: string): kind is keyof typeof PAGES => kind in PAGES;

/** Subject of an entry of the audit log, with a link if it has a page that the user may see. */
export function SubjectLink({ kind, id }: { kind: string; id: string }) {
  const text = <KindAndId kind={kind} id={id} />;
  if (!hasPage(kind)) return text;
  const { to, needs } = PAGES[kind];
  return (
    <Allowed to={needs} otherwise={text}>
      <Link to={to} params={{ id }}>
        {text}
      </Link>
    </Allowed>
  );
}
