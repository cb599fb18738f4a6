//! Work that goes on beside an act: what thousands of rows need is done on other processors while the database is asked.

use tokio::task::{JoinHandle, spawn_blocking};

use crate::store::StoreError;

/// What comes of each of many things, in their order.
pub(super) enum Beside<R> {
    /// They were few: it is there.
    There(Vec<R>),
    /// It is being made, part by part.
    Coming(Vec<JoinHandle<Result<Vec<R>, StoreError>>>),
}

/// Fewer are done sooner than handed over.
const MANY: usize = 64;
/// Into how many parts they are split.
const PARTS: usize = 8;

impl<R> Default for Beside<R> {
    fn default() -> Self {
        Self::There(vec![])
    }
}

impl<R: Send + 'static> Beside<R> {
    /// Begins to do something with each.
    ///
    /// # Errors
    /// Those of what is done with few.
    pub(super) fn begin<T: Send + 'static>(
        all: Vec<T>,
        does: impl Fn(T) -> Result<R, StoreError> + Clone + Send + 'static,
    ) -> Result<Self, StoreError> {
        if all.len() < MANY {
            return all.into_iter().map(does).collect::<Result<_, _>>().map(Self::There);
        }
        let (size, mut all, mut parts) = (all.len().div_ceil(PARTS), all.into_iter(), vec![]);
        while all.len() > 0 {
            let (part, does): (Vec<T>, _) = (all.by_ref().take(size).collect(), does.clone());
            parts.push(spawn_blocking(move || part.into_iter().map(does).collect()));
        }
        Ok(Self::Coming(parts))
    }

    /// Waits for all of it.
    ///
    /// # Errors
    /// Those of what is done.
    pub(super) async fn end(self) -> Result<Vec<R>, StoreError> {
        let parts = match self {
            Self::There(all) => return Ok(all),
            Self::Coming(parts) => parts,
        };
        let mut all = vec![];
        for part in parts {
            all.extend(part.await.map_err(|_| StoreError::Broken("work beside an act ended".into()))??);
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::{Beside, MANY, PARTS};
    use crate::store::StoreError;

    #[tokio::test]
    async fn what_comes_is_in_the_order_of_the_work() {
        for count in [0, 1, MANY - 1, MANY, MANY + PARTS - 1, 1_000] {
            let doubled =
                Beside::begin((0..count).collect(), |one| Ok(one * 2)).unwrap().end().await.unwrap();
            assert_eq!(doubled, (0..count).map(|one| one * 2).collect::<Vec<_>>(), "{count}");
        }
    }

    #[tokio::test]
    async fn one_that_fails_fails_all() {
        for count in [3, 500] {
            let fails = |one| if one == 2 { Err(StoreError::Broken("x".into())) } else { Ok(one) };
            let came = match Beside::begin((0..count).collect(), fails) {
                Ok(coming) => coming.end().await,
                Err(error) => Err(error),
            };
            assert!(came.is_err(), "{count}");
        }
    }
}
