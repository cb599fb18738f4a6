//! `huzhu generate`: a made-up office as files, to try the office on without anybody's data.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::console::Console;
use super::stop::Stop;
use super::{Outcome, progress};
use crate::generate::{EMPLOYERS_HEADER, SETTLEMENTS_HEADER, Sizes, World};

/// How large, how dirty, and where to.
#[derive(clap::Args)]
#[command(after_long_help = AFTER)]
pub struct Args {
    /// A new folder for the files
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// The same seed gives the same files, byte for byte 种子
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Members 会员数
    #[arg(long, value_name = "N", default_value_t = 1000)]
    members: u64,
    /// Rows of settlements 结算单行数
    #[arg(long, value_name = "N", default_value_t = 5000)]
    claims: u64,
    /// Dirty rows in each thousand, of rosters and of settlements 每千行问题行数
    #[arg(long, value_name = "N", default_value_t = 10)]
    dirty: u64,
    /// The year in which everything happens 年度
    #[arg(long, value_name = "YEAR", default_value_t = 2025)]
    year: i16,
}

const AFTER: &str = "\
EXAMPLES
  huzhu generate demo
  huzhu generate demo --seed 7 --members 20000 --claims 100000
  huzhu generate clean --dirty 0
  huzhu adjudicate cn/guizhou/sinan demo/settlements.csv

It writes rosters/<number>.csv for each employer, employers.csv, settlements.csv, and dirty.csv, which lists what is
wrong in which line. All names are made up, and no identity number belongs to anybody.

EXIT CODES
  0  written
  2  not written: the folder is there already, or a size cannot be";

/// Writes the files.
pub fn run(args: &Args, console: &mut Console) -> Result<Outcome, Stop> {
    let sizes = Sizes { members: args.members, claims: args.claims, dirty: args.dirty, year: args.year };
    let world = World::new(args.seed, sizes)?;
    if args.folder.exists() {
        return Err(Stop::file(args.folder.display().to_string(), io::ErrorKind::AlreadyExists.into()));
    }
    let folder = Folder(&args.folder);
    folder.make("rosters")?;
    let mut dirty = folder.file("dirty.csv")?;
    dirty.put("file,line,wrong\n")?;
    rosters(&world, &folder, &mut dirty)?;
    settlements(&world, &folder, &mut dirty, console)?;
    dirty.finish()?;
    console.line(args.folder.display())?;
    Ok(Outcome::Fine)
}

fn rosters(world: &World, folder: &Folder<'_>, dirty: &mut Output) -> Result<(), Stop> {
    let mut employers = folder.file("employers.csv")?;
    employers.put(EMPLOYERS_HEADER)?;
    for employer in world.employers() {
        let roster = world.roster(employer.number);
        let name = format!("rosters/{:06}.csv", employer.number + 1);
        let mut file = folder.file(&name)?;
        file.put(&roster.text)?;
        file.finish()?;
        employers.put(&employer.line())?;
        for (line, wrong) in roster.dirty {
            dirty.put(&format!("{name},{line},{}\n", wrong.word()))?;
        }
    }
    employers.finish()
}

fn settlements(
    world: &World,
    folder: &Folder<'_>,
    dirty: &mut Output,
    console: &Console,
) -> Result<(), Stop> {
    let bar = progress::bar(usize::try_from(world.sizes().claims).unwrap_or(usize::MAX), console);
    let mut file = folder.file("settlements.csv")?;
    file.put(SETTLEMENTS_HEADER)?;
    for row in world.settlements() {
        file.put(&row.text)?;
        if let Some(wrong) = row.row.dirt() {
            dirty.put(&format!("settlements.csv,{},{}\n", row.line, wrong.word()))?;
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    file.finish()
}

/// The folder that everything is written below.
struct Folder<'a>(&'a Path);

/// A file that is being written.
struct Output {
    name: String,
    file: BufWriter<File>,
}

impl Folder<'_> {
    fn make(&self, name: &str) -> Result<(), Stop> {
        let path = self.0.join(name);
        fs::create_dir_all(&path).map_err(|why| Stop::file(path.display().to_string(), why))
    }

    fn file(&self, name: &str) -> Result<Output, Stop> {
        let path = self.0.join(name);
        let name = path.display().to_string();
        let file = File::create_new(&path).map_err(|why| Stop::file(&name, why))?;
        Ok(Output { name, file: BufWriter::with_capacity(1 << 16, file) })
    }
}

impl Output {
    fn put(&mut self, text: &str) -> Result<(), Stop> {
        self.file.write_all(text.as_bytes()).map_err(|why| Stop::file(&self.name, why))
    }

    fn finish(mut self) -> Result<(), Stop> {
        self.file.flush().map_err(|why| Stop::file(&self.name, why))
    }
}
