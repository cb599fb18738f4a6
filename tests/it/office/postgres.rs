//! A PostgreSQL for the tests: `TEST_DATABASE_URL`, or a cluster of their own that ends with the process.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::OnceLock;

/// The server that all of this process share, as the URL of its database `postgres`. A cluster of its own has the
/// settings of the first who asks, as lines of `postgresql.conf`.
pub fn server(settings: &str) -> Option<&'static str> {
    static SERVER: OnceLock<Option<(String, Option<ChildStdin>)>> = OnceLock::new();
    let server = SERVER.get_or_init(|| {
        let server =
            given().map(|url| (url, None)).or_else(|| own(settings).map(|(url, end)| (url, Some(end))));
        if server.is_none() {
            // Not by `eprintln!`, which the test harness would keep to itself.
            let says = "SKIPPED: PostgreSQL: install it, or set TEST_DATABASE_URL; only SQLite was tested\n";
            std::io::stderr().write_all(says.as_bytes()).unwrap();
        }
        server
    });
    server.as_ref().map(|(url, _)| url.as_str())
}

#[expect(
    clippy::disallowed_methods,
    reason = "where the tests run, the environment says which server to use"
)]
fn given() -> Option<String> {
    std::env::var("TEST_DATABASE_URL").ok().filter(|url| !url.is_empty())
}

fn own(settings: &str) -> Option<(String, ChildStdin)> {
    let cluster = Cluster::new(settings)?;
    Some((cluster.url(), cluster.end))
}

/// A cluster in a directory that only its socket leads to. It is stopped when the pipe closes, which it does however this
/// process ends.
pub struct Cluster {
    programs: PathBuf,
    dir: PathBuf,
    user: Option<(u32, u32)>,
    end: ChildStdin,
}

impl Cluster {
    /// A new one that runs with some lines of `postgresql.conf`; none where PostgreSQL is not installed.
    pub fn new(settings: &str) -> Option<Self> {
        let programs = programs()?;
        let dir = tempfile::Builder::new().prefix("huzhu-pg-").tempdir().unwrap().keep();
        let user = unprivileged(&dir);
        make(&programs, &dir, (user, settings));
        let end = stop_at_the_end(&programs, &dir, user);
        let cluster = Self { programs, dir, user, end };
        cluster.start();
        Some(cluster)
    }

    /// The URL of its database `postgres`.
    pub fn url(&self) -> String {
        format!("postgres://huzhu@localhost/postgres?host={}", self.dir.display())
    }

    /// Starts it, and waits until it answers.
    pub fn start(&self) {
        run((&self.programs, &self.dir, self.user), "pg_ctl", &["-D", "data", "-l", "log", "-w", "start"]);
    }

    /// Ends it as a crash would: whoever is connected is cut off, nothing is written back.
    pub fn crash(&self) {
        run(
            (&self.programs, &self.dir, self.user),
            "pg_ctl",
            &["-D", "data", "-m", "immediate", "-w", "stop"],
        );
    }
}

fn run((programs, dir, user): (&Path, &Path, Option<(u32, u32)>), program: &str, args: &[&str]) {
    let mut command = Command::new(programs.join(program));
    command.args(args).current_dir(dir).env("LC_ALL", "C").stdin(Stdio::null());
    command.stdout(Stdio::null()).stderr(Stdio::null());
    if let Some((uid, gid)) = user {
        command.uid(uid).gid(gid);
    }
    assert!(command.status().unwrap().success(), "{program} {args:?} in {}", dir.display());
}

fn make(programs: &Path, dir: &Path, (user, settings): (Option<(u32, u32)>, &str)) {
    let run = |program: &str, args: &[&str]| run((programs, dir, user), program, args);
    run("initdb", &["-D", "data", "-U", "huzhu", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]);
    let settings = format!(
        "listen_addresses = ''\nunix_socket_directories = '{}'\nmax_connections = 400\n{settings}",
        dir.display()
    );
    let conf = dir.join("data/postgresql.conf");
    fs::write(&conf, fs::read_to_string(&conf).unwrap() + &settings).unwrap();
}

/// The newest of those installed.
pub fn programs() -> Option<PathBuf> {
    let installed = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut versions: Vec<PathBuf> = installed.map(|version| version.path().join("bin")).collect();
    versions.sort_by_key(|bin| bin.parent().and_then(|v| v.file_name()?.to_str()?.parse::<u32>().ok()));
    let found = Command::new("sh").args(["-c", "command -v initdb"]).output().unwrap().stdout;
    let path = String::from_utf8(found).unwrap();
    let on_path = Path::new(path.trim()).canonicalize().ok().and_then(|at| Some(at.parent()?.to_path_buf()));
    on_path.into_iter().chain(versions.into_iter().rev()).find(|bin| bin.join("initdb").exists())
}

/// PostgreSQL does not run as root: then the directory is given to a user who is not.
fn unprivileged(dir: &Path) -> Option<(u32, u32)> {
    if fs::metadata(dir).unwrap().uid() != 0 {
        return None;
    }
    let users = fs::read_to_string("/etc/passwd").unwrap();
    let user = |name: &str| {
        let line = users.lines().find(|line| line.starts_with(&format!("{name}:")))?;
        let mut fields = line.split(':').skip(2).map(|id| id.parse().unwrap());
        Some((fields.next()?, fields.next()?))
    };
    let (uid, gid) = user("postgres").or_else(|| user("nobody")).expect("a user that is not root");
    chown(dir, Some(uid), Some(gid)).unwrap();
    Some((uid, gid))
}

/// A shell that waits for the end of its input, which is the end of this process, whatever signals the terminal sends.
fn stop_at_the_end(programs: &Path, dir: &Path, user: Option<(u32, u32)>) -> ChildStdin {
    let script =
        "trap '' INT TERM HUP; cat > /dev/null; \"$0/pg_ctl\" -D data -m immediate -w stop; rm -rf \"$1\"";
    let mut command = Command::new("sh");
    command.arg("-c").arg(script).arg(programs).arg(dir).current_dir(dir);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Some((uid, gid)) = user {
        command.uid(uid).gid(gid);
    }
    command.spawn().unwrap().stdin.take().unwrap()
}
