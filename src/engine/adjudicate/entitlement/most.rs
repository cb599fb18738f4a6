//! The most that one claim can be paid: the bounds of a benefit, line by line from the last one down.

use super::{BoundLeft, Looking};
use crate::engine::money::{Fen, Ratio, RoundingMode};
use crate::engine::scheme::model::{
    Bands, BoundKind, Bounded, CountLine, Key, KeyValue, Keyed, Keys, Kind, Line, Pays, Reading,
};

impl Looking<'_> {
    /// The most that the benefit pays; none where no bound says so.
    pub(super) fn most(&self, bounds: &[BoundLeft]) -> Option<Fen> {
        let ceilings = bounds.iter().filter(|bound| bound.kind == "ceiling");
        let ceilings = ceilings.filter_map(|bound| bound.rows.iter().map(|row| row.left).max());
        let last = self.benefit.lines.len().checked_sub(1).filter(|_| self.benefit.pays == Pays::Fund);
        let lines = last.and_then(|at| self.line(at, bounds));
        ceilings.chain(lines).min()
    }

    /// The most that a line comes to.
    fn line(&self, at: usize, bounds: &[BoundLeft]) -> Option<Fen> {
        let line = &self.benefit.lines[at];
        let holds = line.when.holds(&self.view);
        if holds == Some(false) && !matches!(line.kind, Kind::Bound(_)) {
            return Some(Fen::ZERO);
        }
        match &line.kind {
            Kind::Amount(amount) => self.greatest(&amount.amount),
            Kind::Bands(bands) => self.bands(bands, bounds),
            Kind::Portion(portion) => self.portion((&portion.of, &portion.ratio), bounds),
            Kind::Count(count) => self.count(count),
            Kind::Sum(sum) if !sum.difference => {
                sum.of.iter().map(|id| self.named(id, bounds)).collect::<Option<Vec<Fen>>>().map(total)
            }
            Kind::Sum(sum) => sum.of.first().and_then(|id| self.named(id, bounds)).filter(|_| !sum.signed),
            Kind::Extreme(extreme) if extreme.greatest => {
                let all = extreme.of.iter().map(|id| self.named(id, bounds)).collect::<Option<Vec<Fen>>>();
                all.and_then(|all| all.into_iter().max())
            }
            Kind::Extreme(extreme) => extreme.of.iter().filter_map(|id| self.named(id, bounds)).min(),
            Kind::Bound(bounded) => self.bounded(line, bounded, (holds, bounds)),
            Kind::Measure(_)
            | Kind::Proportion(_)
            | Kind::Result(_)
            | Kind::SoFar { .. }
            | Kind::Round { .. } => None,
        }
    }

    fn named(&self, id: &str, bounds: &[BoundLeft]) -> Option<Fen> {
        self.benefit.lines.iter().position(|line| line.id == id).and_then(|at| self.line(at, bounds))
    }

    /// A limit counts where it holds for sure; what raises an amount may raise it up to itself.
    fn bounded(
        &self,
        line: &Line,
        bounded: &Bounded,
        (holds, bounds): (Option<bool>, &[BoundLeft]),
    ) -> Option<Fen> {
        let below = self.named(&bounded.of, bounds);
        let own = bounds.iter().find(|bound| bound.line == line.id && bound.kind != "ceiling");
        let own = own.filter(|_| holds == Some(true) || line.when.is_always());
        let left = own.and_then(|bound| bound.rows.iter().map(|row| row.left).max());
        match bounded.kind {
            BoundKind::Limit => below.into_iter().chain(left).min(),
            BoundKind::Deductible | BoundKind::Trigger => below,
            BoundKind::Minimum | BoundKind::TopUp => {
                let amount = own.and_then(|bound| bound.rows.iter().map(|row| row.amount).max());
                below.zip(amount).map(|(below, amount)| below.max(amount))
            }
        }
    }

    /// Fixed sums are their greatest; a share is that of the most that it is taken of.
    fn bands(&self, bands: &Bands, bounds: &[BoundLeft]) -> Option<Fen> {
        let rows = || bands.bands.rows.iter().filter(|row| row.when.holds(&self.view) != Some(false));
        if bands.reading == Reading::Fixed {
            return rows().flat_map(|row| &row.value).map(|band| band.amount).max();
        }
        let of = self.named(&bands.of, bounds)?;
        let best = rows().flat_map(|row| &row.value).map(|band| band.pay);
        best.map(|pay| share(of, pay)).max()
    }

    fn portion(&self, (of, ratio): (&str, &Keyed<Ratio>), bounds: &[BoundLeft]) -> Option<Fen> {
        let of = self.named(of, bounds)?;
        let rows = ratio.rows.iter().filter(|row| row.when.holds(&self.view) != Some(false));
        rows.map(|row| share(of, row.value)).max()
    }

    /// What is counted of the member, such as his share units, is known; days of a stay are not.
    fn count(&self, count: &CountLine) -> Option<Fen> {
        let many = match (&count.count, self.view.value(&count.count)) {
            (Key::Count(_), _) => None,
            (_, KeyValue::Number(many)) => Some(many),
            _ => None,
        };
        let most = count.most.map(i32::from);
        let many = many.into_iter().chain(most).min()?;
        let each = self.greatest(&count.each)?;
        Fen::new(each.get().checked_mul(i64::from(many.max(0)))?).ok()
    }

    /// The greatest of the rows that may fit.
    fn greatest(&self, table: &Keyed<Fen>) -> Option<Fen> {
        let rows = table.rows.iter().filter(|row| row.when.holds(&self.view) != Some(false));
        rows.map(|row| row.value).max()
    }
}

/// A share of an amount, to the fen upwards: never less than what is paid.
fn share(of: Fen, ratio: Ratio) -> Fen {
    let above = i128::from(of.get()) * i128::from(ratio.numerator());
    let fen = RoundingMode::Up.divide(above, i128::from(ratio.denominator()));
    i64::try_from(fen).ok().and_then(|fen| Fen::new(fen).ok()).unwrap_or(Fen::MAX)
}

fn total(all: Vec<Fen>) -> Fen {
    all.into_iter().fold(Fen::ZERO, |sum, one| sum.checked_add(one).unwrap_or(Fen::MAX))
}
