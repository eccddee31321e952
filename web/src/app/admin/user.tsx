import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type UserFile, useCities } from "@/api/admin";
import { QueryResult } from "@/components/console/query-result";
import { PageHeader } from "@/components/console/page-header";
import { StateTag } from "@/components/console/state-tag";
import { DescriptionList } from "@/components/ui/description-list";
import { consoleTexts } from "@/console-texts/console";
import { userTexts } from "@/console-texts/identity";
import { userQuery } from "@/features/identity/admin/requests";
import { UserActions } from "@/features/identity/admin/user-actions";
import { userState } from "@/features/identity/admin/users-table";
import { formatMoney } from "@/lib/money";
import { formatDateTime } from "@/lib/time";

export function UserPage() {
  const { id } = useParams({ from: "/admin/users/$id" });
  return <QueryResult query={useQuery(userQuery(id))}>{(file) => <UserDetails file={file} />}</QueryResult>;
}

function UserDetails({ file: { user, sessions, cards, overdue } }: { file: UserFile }) {
  const { cityOf } = useCities();
  return (
    <>
      <PageHeader title={user.email}>
        <UserActions user={user} />
        <Link to="/admin/reservations" search={{ email: user.email } as never} className="button button-quiet">
          {userTexts.reservations}
        </Link>
      </PageHeader>
      <section className="panel" aria-label={userTexts.one}>
        <DescriptionList
          items={[
            [consoleTexts.state, <StateTag key="state" state={userState(user)} />],
            [userTexts.role, userTexts.roles[user.role] ?? user.role],
            [userTexts.since, formatDateTime(user.created_at, cityOf().time_zone)],
            [userTexts.sessions, userTexts.sessionCount(sessions)],
            [userTexts.cards, cards],
            [userTexts.overdue, overdue.map(formatMoney).join(", ") || userTexts.nothing],
          ]}
        />
      </section>
    </>
  );
}
