//! The console: results to standard output, sentences to standard error, colour only on a terminal.

use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};

use crate::engine::scheme::model::Lang;

/// Where a command speaks to.
pub struct Console {
    out: BufWriter<Stdout>,
    lang: Lang,
    /// Is standard output a terminal, and may it be coloured?
    out_terminal: (bool, bool),
    /// The same of standard error.
    err_terminal: (bool, bool),
}

impl Console {
    /// The console of this process.
    pub fn new(lang: Lang) -> Self {
        let coloured = colour_is_welcome();
        let (out, err) = (io::stdout().is_terminal(), io::stderr().is_terminal());
        Self {
            out: BufWriter::with_capacity(1 << 16, io::stdout()),
            lang,
            out_terminal: (out, out && coloured),
            err_terminal: (err, err && coloured),
        }
    }

    /// The language of sentences.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Is standard output a terminal?
    pub fn is_terminal(&self) -> bool {
        self.out_terminal.0
    }

    /// May results be coloured?
    pub fn is_coloured(&self) -> bool {
        self.out_terminal.1
    }

    /// Does somebody watch standard error?
    pub fn is_watched(&self) -> bool {
        self.err_terminal.0
    }

    /// May what is said on standard error be coloured?
    pub fn says_in_colour(&self) -> bool {
        self.err_terminal.1
    }

    /// A line of the result.
    pub fn line(&mut self, text: impl Display) -> io::Result<()> {
        writeln!(self.out, "{text}")
    }

    /// A part of the result, as it is.
    pub fn text(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(text.as_bytes())
    }

    /// A sentence on standard error, after what was printed so far. Nobody listening there is no failure.
    pub fn tell(&mut self, sentence: impl Display) {
        let _ = self.out.flush();
        let _ = writeln!(io::stderr(), "{sentence}");
    }

    /// Everything printed so far goes out.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// `NO_COLOR` (no-color.org): any value but an empty one turns colour off; so does a dumb terminal.
#[expect(clippy::disallowed_methods, reason = "a convention of terminals, and no setting of ours")]
fn colour_is_welcome() -> bool {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    set("NO_COLOR").is_none() && set("TERM").is_none_or(|term| term != "dumb")
}
