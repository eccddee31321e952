import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useCities } from "@/api/admin";
import { usePermissions } from "@/api/permissions";
import { Allowed } from "@/components/console/allowed";
import { PageHeader } from "@/components/console/page-header";
import { PagedList } from "@/components/console/paged-list";
import { QueryResult } from "@/components/console/query-result";
import { SelectField } from "@/components/console/select-field";
import { Button } from "@/components/ui/button";
import { consoleTexts, navTexts } from "@/console-texts/console";
import { roleTexts } from "@/console-texts/identity";
import { GrantRole } from "@/features/identity/admin/grant-role";
import { roleGrantsQuery, rolesQuery } from "@/features/identity/admin/role-grant-requests";
import { RoleGrantsTable } from "@/features/identity/admin/role-grants-table";
import { RolePermissionsTable } from "@/features/identity/admin/role-permissions-table";
import { CitySelect } from "./city-select";
import { ActorLink } from "./links";
import { useFilters } from "./use-filters";

type Filters = { user?: string; role?: string; city?: string; age?: string };

export function RoleGrantsPage() {
  const [{ user, role, city, age }, change] = useFilters<Filters>();
  const { cityOf } = useCities();
  const { hasWithin, isEverywhere } = usePermissions();
  const { cities } = useCities(({ id }) => hasWithin("manage_role_grants", id));
  const query = useInfiniteQuery(roleGrantsQuery({ user_id: user, role, city_id: city, age }));
  const roles = useQuery(rolesQuery);
  return (
    <>
      <PageHeader title={navTexts.roleGrants}>
        <GrantRole cities={cities} isEverywhere={isEverywhere("manage_role_grants")} />
      </PageHeader>
      <div className="filters">
        <SelectField
          label={roleTexts.role}
          value={role ?? ""}
          onChange={(next) => change({ role: next })}
          options={[
            { value: "", label: consoleTexts.any },
            ...Object.entries(roleTexts.names).map(([value, label]) => ({ value, label })),
          ]}
        />
        <CitySelect value={city} onChange={(next) => change({ city: next })} />
        <SelectField
          label={roleTexts.age}
          value={age ?? ""}
          onChange={(next) => change({ age: next })}
          options={[
            { value: "", label: roleTexts.current },
            { value: "all", label: roleTexts.all },
          ]}
        />
        {user && (
          <Button kind="quiet" onPress={() => change({ user: "" })}>
            {roleTexts.ofUser}
          </Button>
        )}
      </div>
      <PagedList query={query} rowsOf={(page) => page.role_grants}>
        {(grants) => (
          <RoleGrantsTable
            grants={grants}
            zone={cityOf().time_zone}
            cityName={(id) => cityOf(id).name}
            by={(actor) => <ActorLink name={actor} />}
            user={({ user_id, email }) => (
              <Allowed to="view_users" otherwise={email}>
                <Link to="/admin/users/$id" params={{ id: user_id }} className="row-link">
                  {email}
                </Link>
              </Allowed>
            )}
          />
        )}
      </PagedList>
      <section className="stack" aria-labelledby="role-permissions">
        <h2 id="role-permissions">{roleTexts.permissions}</h2>
        <QueryResult query={roles}>{(all) => <RolePermissionsTable roles={all} />}</QueryResult>
      </section>
    </>
  );
}
