import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type UserFile, useCities } from "@/api/admin";
import { Await } from "@/components/console/query-result";
import { Head } from "@/components/console/page-header";
import { State } from "@/components/console/state-tag";
import { Facts } from "@/components/ui/description-list";
import { consoleTexts } from "@/console-texts/console";
import { userTexts } from "@/console-texts/identity";
import { userQuery } from "@/features/identity/admin/requests";
import { UserActions } from "@/features/identity/admin/user-actions";
import { standing } from "@/features/identity/admin/users-table";
import { formatMoney } from "@/lib/money";
import { formatMoment } from "@/lib/time";

/** One user with what hangs on them. */
export function UserPage() {
  const { id } = useParams({ from: "/admin/users/$id" });
  return <Await found={useQuery(userQuery(id))}>{(file) => <File file={file} />}</Await>;
}

function File({ file: { user, sessions, cards, overdue } }: { file: UserFile }) {
  const { cityOf } = useCities();
  return (
    <>
      <Head title={user.email}>
        <UserActions user={user} />
        <Link to="/admin/reservations" search={{ email: user.email } as never} className="button button-quiet">
          {userTexts.reservations}
        </Link>
      </Head>
      <section className="panel" aria-label={userTexts.one}>
        <Facts
          facts={[
            [consoleTexts.state, <State key="state" is={standing(user)} />],
            [userTexts.role, userTexts.roles[user.role] ?? user.role],
            [userTexts.since, formatMoment(user.created_at, cityOf().time_zone)],
            [userTexts.sessions, userTexts.sessionCount(sessions)],
            [userTexts.cards, cards],
            [userTexts.overdue, overdue.map(formatMoney).join(", ") || userTexts.nothing],
          ]}
        />
      </section>
    </>
  );
}
