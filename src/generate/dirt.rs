//! What may be wrong with a row, so that tests can compare what was found with what was put there.

macro_rules! kinds {
    ($(#[$on:meta])* $name:ident { $($(#[$doc:meta])* $kind:ident $word:literal $refused:literal,)+ }) => {
        $(#[$on])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $kind,)+ }

        impl $name {
            /// All kinds.
            pub const ALL: &'static [Self] = &[$(Self::$kind),+];

            /// Its word, for lists of what was put where.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$kind => $word,)+ }
            }

            /// Is the row refused when the file is read? The others are read, and are for the office to see.
            pub const fn is_refused_at_the_door(self) -> bool {
                match self { $(Self::$kind => $refused,)+ }
            }
        }
    };
}

kinds! {
    /// What is wrong with a row of settlements.
    Dirt {
        /// The check digit of the identity number does not fit.
        CheckDigit "check-digit" true,
        /// Neither admission nor discharge.
        MissingDate "missing-date" false,
        /// The discharge is before the admission.
        DischargeFirst "discharge-first" true,
        /// A day that does not exist.
        NoSuchDay "no-such-day" true,
        /// The total is a fen more than its parts.
        Untied "untied" true,
        /// An amount in full-width digits.
        FullWidth "full-width" true,
        /// An amount with thousands commas, in quotes: it is read.
        Commas "commas" false,
        /// An amount with thousands commas and without quotes, which is two cells.
        Unquoted "unquoted" true,
        /// An amount such as 1e3.
        Exponent "exponent" true,
        /// An amount with a third decimal.
        ThirdDecimal "third-decimal" true,
        /// The total is empty.
        EmptyAmount "empty-amount" false,
        /// A negative amount in a row that is no reversal.
        Negative "negative" true,
        /// No member.
        MissingMember "missing-member" true,
        /// A member whom nobody enrolled.
        UnknownMember "unknown-member" false,
        /// The invoice of the same member stands in an earlier row.
        DuplicateInvoice "duplicate-invoice" true,
        /// The settlement stands in an earlier row.
        DuplicateSettlement "duplicate-settlement" true,
        /// A setting that nobody knows.
        UnknownWord "unknown-word" true,
    }
}

kinds! {
    /// What is wrong with a row of a roster.
    RosterDirt {
        /// The check digit of the identity number does not fit.
        CheckDigit "check-digit" true,
        /// No member.
        MissingMember "missing-member" true,
        /// The sex is not that of the identity number.
        OtherSex "other-sex" true,
        /// The day of enrolment does not exist.
        NoSuchDay "no-such-day" true,
        /// The day of hiring in full-width digits.
        FullWidth "full-width" true,
        /// A service status that nobody knows.
        UnknownWord "unknown-word" true,
        /// The line stands there twice.
        Twice "twice" false,
        /// No identity number.
        MissingNumber "missing-number" false,
    }
}
