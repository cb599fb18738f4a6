//! The file that bad rows go to: its place is found and tried before anything is imported, and what is there already is
//! never written over.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::open::stop;
use crate::cli::files;
use crate::cli::stop::Stop;

/// Where bad rows will go.
pub struct BadRows(PathBuf);

impl BadRows {
    /// The place that was named, where nothing is yet; or else the first free one beside the file that is imported, as CSV
    /// whatever that is: `roster.bad.csv`, `roster.bad-2.csv`. `-` is standard input, whose rows have a name of their own.
    pub fn of(named: Option<&Path>, (file, standard_input): (&str, &str)) -> Result<Self, Stop> {
        let path = match named {
            Some(path) if path.exists() => return Err(taken(path)),
            Some(path) => path.to_owned(),
            None => beside(if file == "-" { standard_input } else { file }),
        };
        let fail = |why| Stop::file(path.display().to_string(), why);
        File::create_new(&path).and_then(|_| fs::remove_file(&path)).map_err(fail)?;
        Ok(Self(path))
    }

    /// Writes them, and says where.
    pub fn write(&self, text: &str) -> Result<std::path::Display<'_>, Stop> {
        files::create(&self.0, text)?;
        Ok(self.0.display())
    }
}

fn beside(file: &str) -> PathBuf {
    let stem = [".csv", ".xlsx", ".json"].iter().find_map(|end| file.strip_suffix(end)).unwrap_or(file);
    let mut path = PathBuf::from(format!("{stem}.bad.csv"));
    let mut number = 1;
    while path.exists() {
        number += 1;
        path = PathBuf::from(format!("{stem}.bad-{number}.csv"));
    }
    path
}

fn taken(path: &Path) -> Stop {
    let path = path.display();
    stop(
        format!("{path}已存在，不会覆盖；请用--bad另指定一个文件。"),
        format!("{path} is there already and is not written over; name another file with --bad"),
    )
}
