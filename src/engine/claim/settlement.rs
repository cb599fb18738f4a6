//! 医保结算单: what social insurance settled, component by component, each known or unknown.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::component::{COMPONENTS, COUNT, Component, FUNDS};
use crate::engine::money::Fen;

/// The figures of one slip. A figure that the slip does not carry is *unknown*, which is not nought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settlement {
    amounts: [Fen; COUNT],
    known: u32,
}

impl Settlement {
    /// A slip that carries nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The figure, when the slip carries it or it follows from those that it carries.
    pub fn get(&self, component: Component) -> Option<Fen> {
        self.is_known(component).then(|| self.amounts[component.index()])
    }

    /// Is the figure known?
    pub fn is_known(&self, component: Component) -> bool {
        self.known & (1 << component.index()) != 0
    }

    /// Does the slip carry no figure at all?
    pub fn is_empty(&self) -> bool {
        self.known == 0
    }

    /// Puts a figure on the slip.
    pub fn set(&mut self, component: Component, amount: Fen) {
        self.amounts[component.index()] = amount;
        self.known |= 1 << component.index();
    }

    /// The same slip with one more figure.
    #[must_use]
    pub fn with(mut self, component: Component, amount: Fen) -> Self {
        self.set(component, amount);
        self
    }

    /// All known figures in the order of the slip.
    pub fn known(&self) -> impl Iterator<Item = (Component, Fen)> + '_ {
        COMPONENTS.iter().filter_map(|n| Some((n.component, self.get(n.component)?)))
    }

    /// The slip of a reversal (`refd_setl_flag` = 1): every figure negated.
    #[must_use]
    pub fn reversed(&self) -> Self {
        Self { amounts: self.amounts.map(|a| -a), known: self.known }
    }

    /// Does it take another slip back: are the figures that both have the same, but for their sign?
    pub fn takes_back(&self, first: &Self) -> bool {
        self.known().all(|(component, amount)| first.get(component).is_none_or(|a| a == -amount))
    }

    /// Is it a reversal: has it a figure below nought?
    pub fn is_reversal(&self) -> bool {
        self.known().any(|(_, amount)| amount < Fen::ZERO)
    }

    /// Adds the figures that follow from those on the slip: the sum of the funds, the member's part, the
    /// in-scope self-pay (政策范围内个人自付 = in scope − funds − hospital, not below nought). What
    /// cannot be derived stays unknown.
    #[must_use]
    pub fn completed(mut self) -> Self {
        use Component::{FundsPaid, HospitalPaid, InScope, MemberPart, SelfPay, Total};
        if !self.is_known(FundsPaid) && FUNDS.iter().any(|f| self.is_known(*f)) {
            self.set(FundsPaid, FUNDS.iter().filter_map(|f| self.get(*f)).sum());
        }
        let hospital = self.get(HospitalPaid).unwrap_or_default();
        if let (false, Some(total), Some(funds)) =
            (self.is_known(MemberPart), self.get(Total), self.get(FundsPaid))
        {
            self.set(MemberPart, total - funds - hospital);
        }
        if let (false, Some(in_scope), Some(funds)) =
            (self.is_known(SelfPay), self.get(InScope), self.get(FundsPaid))
        {
            let left = in_scope - funds - hospital;
            self.set(SelfPay, if self.is_reversal() { left } else { left.or_zero() });
        }
        self
    }
}

impl Serialize for Settlement {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut map = s.serialize_map(None)?;
        for (component, amount) in self.known() {
            map.serialize_entry(component.names().word, &amount)?;
        }
        map.end()
    }
}

impl<'de> serde::Deserialize<'de> for Settlement {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let figures = std::collections::BTreeMap::<String, Fen>::deserialize(d)?;
        let mut slip = Self::new();
        for (word, amount) in figures {
            let component = Component::from_column(&word)
                .ok_or_else(|| serde::de::Error::custom(format!("`{word}` is no figure of a settlement")))?;
            slip.set(component, amount);
        }
        Ok(slip)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Component::{FundsPaid, InScope, MajorPaid, MemberPart, PooledPaid, SelfPay, Total};

    #[test]
    fn what_follows_is_derived_and_the_rest_stays_unknown() {
        let slip = Settlement::new()
            .with(Total, Fen::yuan(10_000))
            .with(InScope, Fen::yuan(9_000))
            .with(PooledPaid, Fen::yuan(6_000))
            .with(MajorPaid, Fen::yuan(500))
            .completed();
        assert_eq!(slip.get(FundsPaid), Some(Fen::yuan(6_500)));
        assert_eq!(slip.get(MemberPart), Some(Fen::yuan(3_500)));
        assert_eq!(slip.get(SelfPay), Some(Fen::yuan(2_500)));
        assert_eq!(slip.get(Component::SelfFunded), None);
    }

    #[test]
    fn a_reversal_negates_every_figure() {
        let slip = Settlement::new().with(Total, Fen::yuan(10)).reversed();
        assert!(slip.is_reversal());
        assert_eq!(slip.get(Total), Some(Fen::yuan(-10)));
        assert_eq!(slip.get(SelfPay), None);
    }
}
