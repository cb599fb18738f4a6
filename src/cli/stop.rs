//! Why a command cannot be carried out, as a sentence that says what to do.

use std::io;

use super::console::Console;
use super::reports;
use crate::engine::adjudicate::CompileError;
use crate::engine::chain::ChainError;
use crate::engine::scheme::model::Lang;
use crate::engine::scheme::problem::Report;
use crate::engine::scheme::said::Said;
use crate::engine::scheme::what_if::WhatIfError;
use crate::exchange::table::TableError;
use crate::generate::SizesError;

/// Why nothing, or nothing more, is done.
#[derive(Debug)]
pub enum Stop {
    /// The result cannot be written: make room, or choose another place. A closed pipe is no failure.
    Write(io::Error),
    /// A file or folder cannot be read: correct its name or its rights.
    File {
        /// The file.
        file: String,
        /// What the system says.
        why: io::Error,
    },
    /// A file as a whole is no table: the sentence says what to mend.
    Table {
        /// The file.
        file: String,
        /// What is wrong with it.
        why: TableError,
    },
    /// A line of `--after` is no earlier decision: give what `huzhu adjudicate --json` printed.
    Earlier {
        /// The file.
        file: String,
        /// The line.
        line: usize,
        /// What is wrong with it.
        why: String,
    },
    /// There is no such scheme: choose one of those that are there.
    NoScheme {
        /// What was asked for.
        asked: String,
        /// The folder that was searched.
        folder: String,
        /// Those that are there, the likeliest first.
        there: Vec<String>,
    },
    /// No edition of the scheme is in force on a day, or came into force on it.
    NoEdition {
        /// The scheme.
        scheme: String,
        /// The day that was asked for.
        day: String,
        /// The first days of those that are there.
        there: Vec<String>,
    },
    /// The scheme has errors: mend the file, at the places that are named.
    Scheme(Vec<Report>),
    /// A new scheme cannot be called so: choose another id.
    BadId(String),
    /// A new scheme needs a title of one line.
    BadTitle,
    /// A new scheme is there already: go on with the file that is there.
    AlreadyThere(String),
    /// There is no made-up office of such a size: choose other numbers.
    Sizes(SizesError),
    /// An argument of `--pool` names no pool with an amount: write pool=yuan, each pool once.
    Pool(Said),
    /// The scheme cannot be compiled.
    Compile(CompileError),
    /// The chain cannot be made ready.
    Chain(ChainError),
    /// An option that chains do not have: leave it out.
    NotForChains(&'static str),
    /// A change of `--what-if` cannot be made.
    WhatIf(WhatIfError),
    /// The office refuses, or cannot be used: the sentence says what to do.
    Office(Said),
}

impl Stop {
    /// A file that cannot be read.
    pub fn file(file: impl Into<String>, why: io::Error) -> Self {
        Self::File { file: file.into(), why }
    }

    /// A file that is no table.
    pub fn table(file: impl Into<String>, why: TableError) -> Self {
        Self::Table { file: file.into(), why }
    }

    /// Says it on standard error.
    pub fn tell(&self, console: &mut Console) {
        if let Self::Scheme(found) = self {
            reports::tell(found, console);
        }
        console.tell(self.sentence(console.lang()));
    }

    /// The sentence.
    fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Write(why) => {
                lang.pick(format!("无法写出结果：{why}"), format!("the result cannot be written: {why}"))
            }
            Self::File { file, why } => file_sentence(file, why, lang),
            Self::Table { file, why } => lang.pick(format!("{file}：{}", why.zh()), format!("{file}: {why}")),
            Self::Earlier { file, line, why } => lang.pick(
                format!("{file}：第{line}行不是 huzhu adjudicate --json 的审核结果：{why}"),
                format!("{file}: line {line} is no decision of huzhu adjudicate --json: {why}"),
            ),
            Self::NoScheme { asked, folder, there } => no_scheme(asked, folder, there, lang),
            Self::NoEdition { scheme, day, there } => {
                let days = there.join(lang.pick("、", ", "));
                lang.pick(
                    format!("方案{scheme}没有适用于{day}的版本；现有版本的施行日期：{days}。"),
                    format!("{scheme} has no edition for {day}; its editions are those of {days}"),
                )
            }
            Self::Scheme(_) => lang
                .pick(
                    "方案文件有错误，请按上列位置更正后重试。",
                    "the scheme has errors: correct them at the places above",
                )
                .into(),
            Self::BadId(id) => lang.pick(
                format!("“{id}”不能作方案编号：请用小写字母、数字和连字符，各级用“/”隔开，例如 cn/guizhou/sinan。"),
                format!("`{id}` is no id: write lower-case letters, digits and hyphens, with `/` between the parts, for example cn/guizhou/sinan"),
            ),
            Self::BadTitle => lang
                .pick("方案名称须为一行文字，不能为空。", "the title is one line of text, and not empty")
                .into(),
            Self::AlreadyThere(file) => lang.pick(
                format!("{file}：已有该方案的文件，未作改动。请直接修改；新版本请复制上一版本的文件，改为新的施行日期。"),
                format!("{file}: the scheme is there already and was left as it is; edit it, or copy it for a later edition"),
            ),
            Self::Sizes(why) => lang.pick(why.zh(), why.to_string()),
            Self::Pool(said) => lang.pick(format!("--pool：{}", said.get(lang)), format!("--pool: {}", said.get(lang))),
            Self::Compile(why) => {
                lang.pick(format!("方案无法编译：{}", why.zh()), format!("the scheme cannot be compiled: {why}"))
            }
            Self::Chain(why) => {
                lang.pick(format!("组合无法使用：{why}"), format!("the chain cannot be used: {why}"))
            }
            Self::NotForChains(option) => lang.pick(
                format!("组合尚不支持{option}，请去掉该选项。"),
                format!("{option} is not there for chains yet: leave it out"),
            ),
            Self::Office(said) => said.get(lang).to_owned(),
            Self::WhatIf(why) => {
                lang.pick(format!("--what-if 无法执行：{}", why.zh()), format!("--what-if: {why}"))
            }
        }
    }
}

impl From<ChainError> for Stop {
    fn from(why: ChainError) -> Self {
        Self::Chain(why)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Write(error)
    }
}

impl From<SizesError> for Stop {
    fn from(error: SizesError) -> Self {
        Self::Sizes(error)
    }
}

impl From<WhatIfError> for Stop {
    fn from(error: WhatIfError) -> Self {
        Self::WhatIf(error)
    }
}

impl From<CompileError> for Stop {
    fn from(error: CompileError) -> Self {
        Self::Compile(error)
    }
}

fn file_sentence(file: &str, why: &io::Error, lang: Lang) -> String {
    match why.kind() {
        io::ErrorKind::NotFound => lang.pick(
            format!("{file}：没有这个文件或文件夹，请核对名称。"),
            format!("{file}: there is no such file or folder; check its name"),
        ),
        io::ErrorKind::PermissionDenied => lang.pick(
            format!("{file}：没有读写权限。"),
            format!("{file}: you may not read or write it; check its rights"),
        ),
        io::ErrorKind::IsADirectory => lang.pick(
            format!("{file}：这是文件夹，请指定其中的文件。"),
            format!("{file}: this is a folder; name a file in it"),
        ),
        _ => lang.pick(
            format!("{file}：无法读写（{why}）。"),
            format!("{file}: cannot be read or written: {why}"),
        ),
    }
}

fn no_scheme(asked: &str, folder: &str, there: &[String], lang: Lang) -> String {
    if there.is_empty() {
        return lang.pick(
            format!("没有方案“{asked}”：文件夹{folder}中没有方案文件，请用 --schemes 指定方案所在的文件夹。"),
            format!("there is no scheme `{asked}`, and none at all below {folder}; name their folder with --schemes"),
        );
    }
    let list = "\n  ".to_owned() + &there.join("\n  ");
    lang.pick(
        format!("没有方案“{asked}”；文件夹{folder}中有：{list}"),
        format!("there is no scheme `{asked}`; below {folder} there are:{list}"),
    )
}
