//! Where random bytes come from: the operating system, or a seed in tests and demonstrations.

use std::sync::{Mutex, PoisonError};

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A source of bytes that nobody can guess. Shared by all who seal at the same time.
pub trait Random: Send + Sync {
    /// Fills `bytes`. What was handed out is never handed out again.
    fn fill(&self, bytes: &mut [u8]);
}

/// The randomness of the operating system, asked anew each time: a copy of the running machine (a snapshot that is
/// started twice) does not repeat what the first one used.
#[derive(Clone, Copy, Debug)]
pub struct SystemRandom(());

/// The operating system has no randomness to give: start on a machine that has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gives no random bytes: nothing can be sealed on this machine")]
pub struct NoRandomness;

impl NoRandomness {
    /// The sentence for the administrator, in Chinese.
    pub fn zh(self) -> String {
        "操作系统无法提供随机数，本机不能加密保存数据，请更换运行环境。".to_owned()
    }
}

impl SystemRandom {
    /// The source, tried once.
    ///
    /// # Errors
    /// [`NoRandomness`].
    pub fn open() -> Result<Self, NoRandomness> {
        getrandom::fill(&mut [0; 32]).map(|()| Self(())).map_err(|_| NoRandomness)
    }
}

impl Random for SystemRandom {
    /// # Panics
    /// When a system that has given random bytes before gives none any more. No system is known to do so, and to go
    /// on without them would give the data away; the act that asked is rolled back.
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("a system that has given random bytes goes on giving them");
    }
}

/// The same bytes for the same seed. For tests and generated offices only: whoever knows the seed reads all.
#[derive(Debug)]
pub struct SeededRandom(Mutex<ChaCha20Rng>);

impl SeededRandom {
    /// The row of bytes that belongs to a seed.
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(ChaCha20Rng::seed_from_u64(seed)))
    }
}

impl Random for SeededRandom {
    fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(bytes);
    }
}
