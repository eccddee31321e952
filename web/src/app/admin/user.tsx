import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type UserFile, useCities } from "@/api/admin";
import { Allowed } from "@/components/console/allowed";
import { QueryResult } from "@/components/console/query-result";
import { PageHeader } from "@/components/console/page-header";
import { StateTag } from "@/components/console/state-tag";
import { DescriptionList } from "@/components/ui/description-list";
import { consoleTexts, navTexts } from "@/console-texts/console";
import { roleNames, userTexts } from "@/console-texts/identity";
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
        <Allowed to="manage_users">
          <UserActions user={user} />
        </Allowed>
        <Allowed to="manage_role_grants">
          <Link to="/admin/role-grants" search={{ user: user.id }} className="button button-quiet">
            {navTexts.roleGrants}
          </Link>
        </Allowed>
        <Link to="/admin/reservations" search={{ email: user.email }} className="button button-quiet">
          {userTexts.reservations}
        </Link>
      </PageHeader>
      <section className="panel" aria-label={userTexts.one}>
        <DescriptionList
          items={[
            [consoleTexts.state, <StateTag key="state" state={userState(user)} />],
            [userTexts.role, roleNames(user.roles)],
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
