//! What lies beside editions and belongs to none: cases without their edition, lists that no scheme takes.

use std::path::{Path, PathBuf};

use crate::cli::files;
use crate::cli::lot::Lot;
use crate::cli::shelf::Shelf;
use crate::cli::stop::Stop;
use crate::engine::scheme::model::Lang;

/// Cases of claims and of dues in a folder whose edition is not there.
pub fn without_edition(folders: &[PathBuf], lang: Lang) -> Result<Vec<String>, Stop> {
    let mut found = Vec::new();
    for path in folders
        .iter()
        .map(|folder| files::with_ending(folder, "csv"))
        .collect::<Result<Vec<_>, _>>()?
        .concat()
    {
        let Some(edition) = edition_of(&path).filter(|edition| !edition.is_file()) else { continue };
        let (file, edition) =
            (path.display(), edition.file_name().unwrap_or_default().to_string_lossy().into_owned());
        found.push(lang.pick(
            format!("{file}：错误：旁边没有方案版本{edition}，这些案例没有检查。\n    建议：请核对文件名中的日期，或补上该版本。"),
            format!("{file}: error: there is no {edition} beside it, so that these cases are not run\n    hint: correct the day in its name, or add the edition"),
        ));
    }
    Ok(found)
}

/// The edition that a file of cases stands beside, by its name.
fn edition_of(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let day = name.strip_suffix(".cases.csv").or_else(|| name.strip_suffix(".dues.csv"))?;
    Some(path.with_file_name(format!("{day}.toml")))
}

/// The folders that are looked into: of one file its own, else all below.
pub fn folders(checked: &Path, lots: &[Lot]) -> Result<Vec<PathBuf>, Stop> {
    match lots {
        [draft] if draft.is_draft => Ok(vec![]),
        _ if checked.is_file() => Ok(lots.iter().map(|lot| lot.folder.clone()).collect()),
        _ => files::folders(checked),
    }
}

/// Lists that no edition takes.
pub fn lists_without_scheme(shelf: &Shelf, all_are_here: bool, lang: Lang) -> Vec<String> {
    let say = |file: String| {
        lang.pick(
            format!("{file}：提示：没有方案引用这份病种目录。\n    建议：请在方案的[[list]]中写 file = 文件名，或删去该文件。"),
            format!("{file}: warning: no scheme takes this list\n    hint: name it as `file` of a [[list]], or take it away"),
        )
    };
    shelf.untaken_lists(all_are_here).into_iter().map(say).collect()
}
