//! A dump restored into a new cluster continues to work.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use diesel::{Connection, PgConnection, connection::SimpleConnection};
use services::{DataDirectory, Durability, Postgres};
use testkit::processes::{Process, binary};

use crate::support::site::Site;

/// A program of `deploy/`.
fn deploy(name: &str) -> Command {
    Command::new(Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("deploy").join(name))
}

/// A directory that is removed on drop.
struct Temporary(DataDirectory);

impl Temporary {
    fn new() -> Self {
        let directory =
            std::env::temp_dir().join(format!("curbhold-backup-{}", uuid::Uuid::new_v4()));
        Self(DataDirectory::new(&directory).unwrap())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(self.0.root()));
    }
}

/// Creates the database roles in a new cluster. Returns the URLs of the owner and of the
/// application role.
fn create_roles(cluster: &Postgres, directory: &Path) -> [String; 2] {
    let [owner, app] = ["owner", "app"].map(|name| {
        let file = directory.join(name);
        std::fs::write(&file, format!("password of the {name}")).unwrap();
        file
    });
    let mut roles = deploy("database-roles");
    roles
        .env("PGHOST", "127.0.0.1")
        .env("PGPORT", cluster.port().to_string())
        .env("PGUSER", "postgres");
    roles
        .env("PGDATABASE", "postgres")
        .env("OWNER_PASSWORD_FILE", owner)
        .env("APP_PASSWORD_FILE", app);
    let created = roles.output().unwrap();
    assert!(created.status.success(), "{created:?}");
    ["curbhold_owner", "curbhold_app"]
        .map(|role| format!("postgres://{role}@127.0.0.1:{}/postgres", cluster.port()))
}

fn dump(site: &Site, into: &Path) -> PathBuf {
    let made = deploy("backup")
        .arg("once")
        .env("BACKUP_DIR", into)
        .env("DATABASE_URL", site.database.url())
        .output();
    let made = made.unwrap();
    assert!(made.status.success(), "{made:?}");
    let mut files = std::fs::read_dir(into).unwrap().map(|file| file.unwrap().path());
    files.find(|file| file.extension().is_some_and(|extension| extension == "dump")).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn restored_dump_continues_in_a_new_cluster() {
    let (site, temporary) = (Site::new().await, Temporary::new());
    let api = site.start_api().await;
    let worker = site.start_worker();
    // A stay that ends within its first second costs nothing.
    let (ann, paid) = site.park(2).await;
    site.wait_until_paid(&ann, &paid).await;
    drop(worker);
    let (bob, under_way) = site.park(2).await;

    let backups = temporary.0.root().join("backups");
    std::fs::create_dir(&backups).unwrap();
    let dump = dump(&site, &backups);
    // Later changes are lost in the dump, but not at Stripe.
    let worker = site.start_worker();
    site.wait_until_paid(&bob, &under_way).await;
    assert_eq!(site.simulator.successful_charges().len(), 2);
    drop((api, worker));

    let cluster = Postgres::start(&temporary.0, None, Durability::ThrowAway).unwrap();
    let [owner, app] = create_roles(&cluster, temporary.0.root());
    // As in a cluster of an earlier version: the restore creates the missing extension.
    let mut conn = PgConnection::establish(&cluster.url()).unwrap();
    conn.batch_execute("drop extension pg_trgm").unwrap();
    drop(conn);
    let restore = || deploy("restore").arg(&dump).arg(&owner).output().unwrap();
    let restored = restore();
    assert!(restored.status.success(), "{restored:?}");
    let again = restore();
    assert!(
        !again.status.success() && String::from_utf8_lossy(&again.stderr).contains("not empty"),
        "{again:?}"
    );

    let mut migrate = Command::new(binary("api"));
    migrate
        .arg("migrate")
        .env_clear()
        .env("DATABASE_URL", &owner)
        .env("DATABASE_APP_ROLE", "curbhold_app");
    let migrated = migrate.output().unwrap();
    assert!(migrated.status.success(), "{migrated:?}");

    let mut variables = site.variables();
    variables.retain(|(name, _)| name != "DATABASE_URL");
    variables.push(("DATABASE_URL".to_owned(), app));
    let _api = Process::start(&binary("api"), &["serve"], &variables);
    site.wait_for_api().await;
    assert_eq!(ann.show(&paid).await.ok()["charge"]["state"], "paid");
    assert_eq!(bob.show(&under_way).await.ok()["status"], "confirmed");
    let _worker = Process::start(&binary("worker"), &["run"], &variables);
    site.wait_until_paid(&bob, &under_way).await;
    assert_eq!(
        site.simulator.successful_charges().len(),
        2,
        "Stripe's payment of the charge is found, not repeated"
    );

    let audit = Command::new(binary("worker"))
        .arg("audit")
        .env_clear()
        .env("DATABASE_URL", cluster.url())
        .output();
    let audit = audit.unwrap();
    assert!(audit.status.success(), "{}", String::from_utf8_lossy(&audit.stdout));
}
