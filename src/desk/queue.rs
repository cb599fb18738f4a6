//! Queues: requests that wait for a book become its next slice.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{mpsc, oneshot};

use super::act::Act;
use super::call::{Call, Reply};
use super::office::{Office, many};
use crate::store::{BookId, StoreError};

/// The most requests of one slice.
const SLICE: usize = 256;

/// The sending end of the queue of one act and book; of which act, its key tells.
type Entrance = Box<dyn Any + Send>;

/// One queue for each act and book, with a task that serves it.
#[derive(Clone, Default)]
pub(super) struct Queues(Arc<Mutex<HashMap<(TypeId, BookId), Entrance>>>);

type Answered<A> = Result<Reply<<A as Act>::Answer>, Arc<StoreError>>;

/// A request that waits, and where its answer goes.
struct Waiting<A: Act> {
    call: Call<A::Request>,
    answer: oneshot::Sender<Answered<A>>,
}

impl Queues {
    /// Lets a request wait its turn.
    pub(super) async fn ask<A: Act>(
        &self,
        office: &Office,
        book: &BookId,
        call: Call<A::Request>,
    ) -> Answered<A> {
        let (answer, answered) = oneshot::channel();
        let waiting = Waiting { call, answer };
        let gone = || Arc::new(StoreError::Broken(format!("the queue of {} ended", A::NAME)));
        self.queue::<A>(office, book).send(waiting).await.map_err(|_| gone())?;
        answered.await.map_err(|_| gone())?
    }

    fn queue<A: Act>(&self, office: &Office, book: &BookId) -> mpsc::Sender<Waiting<A>> {
        let mut queues = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (TypeId::of::<A>(), book.clone());
        let known = queues.get(&key).and_then(|queue| queue.downcast_ref::<mpsc::Sender<Waiting<A>>>());
        if let Some(queue) = known.filter(|queue| !queue.is_closed()) {
            return queue.clone();
        }
        let (queue, waiting) = mpsc::channel(4 * SLICE);
        tokio::spawn(serve::<A>(office.clone(), book.clone(), waiting));
        queues.insert(key, Box::new(queue.clone()));
        queue
    }
}

/// Serves a queue until nobody can ask any more: all that wait are one slice.
async fn serve<A: Act>(office: Office, book: BookId, mut queue: mpsc::Receiver<Waiting<A>>) {
    let mut waiting = Vec::with_capacity(SLICE);
    while queue.recv_many(&mut waiting, SLICE).await > 0 {
        let (calls, answers): (Vec<_>, Vec<_>) =
            waiting.drain(..).map(|one: Waiting<A>| (one.call, one.answer)).unzip();
        for (answer, reply) in answers.into_iter().zip(answer_all::<A>(&office, &book, calls).await) {
            // Whoever hung up finds the answer under its key.
            let _ = answer.send(reply);
        }
    }
}

/// Where a slice of several fails, each is tried alone, so that none suffers from another.
async fn answer_all<A: Act>(
    office: &Office,
    book: &BookId,
    calls: Vec<Call<A::Request>>,
) -> Vec<Answered<A>> {
    let calls = Arc::new(calls);
    match many::<A>(office, book, calls.clone()).await {
        Ok(replies) => replies.into_iter().map(Ok).collect(),
        Err(error) if calls.len() == 1 => vec![Err(Arc::new(error))],
        Err(_) => {
            let mut replies = Vec::with_capacity(calls.len());
            for call in calls.iter() {
                let alone = many::<A>(office, book, Arc::new(vec![call.clone()])).await;
                replies.push(alone.map_err(Arc::new).and_then(|mut one| {
                    one.pop().ok_or_else(|| {
                        Arc::new(StoreError::Broken(format!("{} left a request out", A::NAME)))
                    })
                }));
            }
            replies
        }
    }
}
