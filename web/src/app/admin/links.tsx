import { Link } from "@tanstack/react-router";
import { ShortId } from "@/components/console/short-id";
import { auditTexts } from "@/console-texts/platform";

/** Name of an actor of the audit log, with a link for users. */
export function ActorLink({ name }: { name: string }) {
  const [kind, id] = name.split(":");
  if (id && (kind === "operator" || kind === "user"))
    return (
      <Link to="/admin/users/$id" params={{ id }}>
        {kind} <ShortId id={id} />
      </Link>
    );
  if (!id) return <>{name === "command" ? auditTexts.command : name}</>;
  return (
    <>
      {kind} <ShortId id={id} />
    </>
  );
}

/** Subject of an entry of the audit log, with a link if it has a page. */
export function SubjectLink({ kind, id }: { kind: string; id: string }) {
  const text = (
    <>
      {kind} <ShortId id={id} />
    </>
  );
  switch (kind) {
    case "spot":
      return (
        <Link to="/admin/spots/$id" params={{ id }}>
          {text}
        </Link>
      );
    case "site":
      return (
        <Link to="/admin/sites/$id" params={{ id }}>
          {text}
        </Link>
      );
    case "reservation":
      return (
        <Link to="/admin/reservations/$id" params={{ id }}>
          {text}
        </Link>
      );
    case "charge":
      return (
        <Link to="/admin/charges/$id" params={{ id }}>
          {text}
        </Link>
      );
    case "user":
      return (
        <Link to="/admin/users/$id" params={{ id }}>
          {text}
        </Link>
      );
    default:
      return text;
  }
}
