//! The figures of a settlement as flags, one for each component: --total, --self-pay, --pooled-paid …

use clap::{Arg, ArgMatches, Command, Error, FromArgMatches};

use crate::engine::claim::component::COMPONENTS;

/// Figures as typed, by the component's word.
#[derive(Clone, Debug, Default)]
pub struct Figures(pub Vec<(&'static str, String)>);

/// The flag of a word: `--self-pay` for `self_pay`.
pub fn flag(word: &str) -> String {
    format!("--{}", word.replace('_', "-"))
}

impl FromArgMatches for Figures {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let typed = |word: &'static str| Some((word, matches.get_one::<String>(word)?.clone()));
        Ok(Self(COMPONENTS.iter().filter_map(|names| typed(names.word)).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl clap::Args for Figures {
    fn augment_args(command: Command) -> Command {
        let figure = |command: Command, names: &crate::engine::claim::component::ComponentName| {
            let long = names.word.replace('_', "-");
            let help = format!("{} {}", names.zh[0], names.en);
            let arg = Arg::new(names.word).long(long).value_name("AMOUNT").help(help);
            command.arg(arg.allow_negative_numbers(true).help_heading("Figures of the settlement 结算单金额"))
        };
        COMPONENTS.iter().fold(command, figure)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}
