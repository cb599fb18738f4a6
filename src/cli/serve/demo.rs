//! `huzhu serve --demo`: a folder for the demonstration, what is loaded into it, and who is in it.

use std::path::Path;

use tempfile::TempDir;

use crate::cli::console::Console;
use crate::cli::office::folder::DataFolder;
use crate::cli::office::{open, waited};
use crate::cli::stop::Stop;
use crate::clock::Now;
use crate::service::demo::{self, Demo, DemoError, PASSWORD, PEOPLE, SEED};
use crate::store::Store;

/// A folder that is gone at the end, where it is wanted.
pub(super) fn temporary(wanted: bool) -> Result<Option<TempDir>, Stop> {
    let made = wanted.then(|| tempfile::Builder::new().prefix("huzhu-demo-").tempdir());
    Ok(made.transpose()?)
}

/// The folder of a demonstration, into which it is loaded where it is new.
pub(super) fn folder(data: &Path, database: Option<&str>, people: Option<u64>) -> Result<DataFolder, Stop> {
    if DataFolder::is_there(data) {
        let folder = DataFolder::read(data)?;
        return if folder.is_demo() { Ok(folder) } else { Err(of_office(data)) };
    }
    let folder = DataFolder::prepare(data, database)?.of_demo();
    waited(async {
        let store = folder.store().await?;
        let loaded =
            demo::load(&store, &folder.documents(), Now::read(), (SEED, people.unwrap_or(PEOPLE))).await;
        store.close().await;
        loaded.map(drop).map_err(|why| of_demo(&why))
    })?;
    folder.finish()?;
    Ok(folder)
}

fn of_office(data: &Path) -> Stop {
    let shown = data.display();
    open::stop(
        format!(
            "{shown}是正式机构的数据文件夹，不能载入演示数据，未作改动；请另用新的文件夹，或不写 --data。"
        ),
        format!(
            "{shown} holds a real office, into which no demonstration is loaded; it was left as it was. Name a new folder, or leave --data out"
        ),
    )
}

fn of_demo(why: &DemoError) -> Stop {
    open::stop(why.zh(), why.to_string())
}

/// Who is in the demonstration of a database.
pub(super) async fn of(store: &Store) -> Result<Demo, Stop> {
    Ok(demo::known(store).await?)
}

/// Says who is in it, and the password of all.
pub(super) fn say(demo: &Demo, console: &mut Console) -> Result<(), Stop> {
    let lang = console.lang();
    console.line(lang.pick(
        format!("演示数据均为编造。所有账号的密码：{PASSWORD}"),
        format!("It is a demonstration, and all of it is made up. The password of everybody: {PASSWORD}"),
    ))?;
    for user in &demo.users {
        console.line(format_args!("{:<14}  {:<13}  {}", user.login, user.role, user.title.get(lang)))?;
    }
    Ok(())
}
