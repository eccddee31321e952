import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useCities } from "@/api/admin";
import { Allowed } from "@/components/console/allowed";
import { SelectField } from "@/components/console/select-field";
import { FilterField } from "@/components/console/filter-field";
import { PageHeader } from "@/components/console/page-header";
import { PagedList } from "@/components/console/paged-list";
import { consoleTexts, navTexts } from "@/console-texts/console";
import { roleTexts, userTexts } from "@/console-texts/identity";
import { usersQuery } from "@/features/identity/admin/requests";
import { EraseGuest } from "@/features/identity/admin/user-actions";
import { UsersTable } from "@/features/identity/admin/users-table";
import { useFilters } from "./use-filters";

type Filters = { email?: string; role?: string };

export function UsersPage() {
  const [filters, change] = useFilters<Filters>();
  const { cityOf } = useCities();
  const query = useInfiniteQuery(usersQuery({ email: filters.email, role: filters.role }));
  return (
    <>
      <PageHeader title={navTexts.users}>
        <Allowed to="manage_users">
          <EraseGuest />
        </Allowed>
      </PageHeader>
      <div className="filters" role="search">
        <FilterField label={userTexts.find} value={filters.email} onChange={(email) => change({ email })} />
        <SelectField
          label={userTexts.role}
          value={filters.role ?? ""}
          onChange={(role) => change({ role })}
          options={[
            { value: "", label: consoleTexts.any },
            ...Object.entries(roleTexts.names).map(([value, label]) => ({ value, label })),
          ]}
        />
      </div>
      <PagedList query={query} rowsOf={(page) => page.users}>
        {(users) => (
          <UsersTable
            users={users}
            zone={cityOf().time_zone}
            link={({ id, email }) => (
              <Link to="/admin/users/$id" params={{ id }} className="row-link">
                {email}
              </Link>
            )}
          />
        )}
      </PagedList>
    </>
  );
}
