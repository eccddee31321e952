//! `cargo xtask deploy-test --from COMMIT`: the upgrade from an earlier commit. Its api and worker
//! run under load on the old schema and then on the new one, until they are replaced one by one.

use anyhow::Result;

use super::{client::Client, deployment::Deployment, keep_logs_of_failure, load::Load, settled};
use crate::{
    cargo,
    checkout::{self, Checkout},
    test::Count,
};

pub(super) fn run(commit: &str, count: &mut Count) -> Result<()> {
    if !checkout::has_commit(commit) {
        let reason = format!("the commit {commit} is not in this clone: git fetch --unshallow");
        count.skip("deploy_test::upgrade", &reason);
        return Ok(());
    }
    cargo::build_all()?;
    let earlier = Checkout::create(commit)?.build()?;
    keep_logs_of_failure(count, |place, web, count| {
        let mut deployment = Deployment::start(place, web, earlier)?;
        let load = Load::start(&Client::insecure(&deployment.url), &deployment)?;
        count.test(
            "deploy_test::upgrade::earlier_programs_use_old_schema",
            settled::new_stays(&deployment),
        )?;
        count.test("deploy_test::upgrade::database_migrates_under_load", deployment.migrate())?;
        count.test(
            "deploy_test::upgrade::earlier_programs_use_new_schema",
            settled::new_stays(&deployment),
        )?;
        // In the order of docs/OPERATIONS.md.
        count.test(
            "deploy_test::upgrade::workers_are_replaced_one_by_one",
            deployment.restart_workers(),
        )?;
        count.test(
            "deploy_test::upgrade::earlier_apis_use_new_workers",
            settled::new_stays(&deployment),
        )?;
        count.test(
            "deploy_test::upgrade::apis_are_replaced_one_by_one",
            deployment.restart_apis(),
        )?;
        count.test(
            "deploy_test::upgrade::new_programs_use_new_schema",
            settled::new_stays(&deployment),
        )?;
        let reserved =
            count.test("deploy_test::upgrade::no_request_is_lost_meanwhile", load.finish())?;
        count.test(
            "deploy_test::upgrade::all_stays_are_billed",
            settled::jobs(&deployment, &reserved),
        )
    })
}
