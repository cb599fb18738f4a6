//! Acting and looking: in which book, under which key, in whose name; and what is answered.

use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::header::{HeaderName, HeaderValue};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use super::admit::{Admitted, header};
use super::app::App;
use super::asked::Asked;
use super::etag;
use super::fault::Fault;
use super::problem::Problem;
use crate::desk::own::{OwnAct, own};
use crate::desk::{Act, Call, SeenAs};
use crate::engine::office::Refusal;
use crate::engine::office::refusal::Thing;
use crate::store::login::Principal;
use crate::store::version::Versioned;
use crate::store::ward::{self, Ward};
use crate::store::{BookId, Scope, Store, book, claim, staff};

const KEY: &str = "idempotency-key";
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// Which book.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct InBook {
    /// The book; that of the caller's organisation when not given.
    #[param(max_length = 40)]
    book: Option<String>,
}

/// What a request that changes something carries in its head.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "it is documentation: the head is read as it comes")]
pub(super) struct Acts {
    /// Names the request for its caller: the same key again with the same body gets the same answer, and nothing is
    /// done twice.
    #[param(
        rename = "Idempotency-Key",
        min_length = 1,
        max_length = 200,
        pattern = "^[!-~]+$",
        example = "k-20260301-0001"
    )]
    idempotency_key: String,
    /// The login of the absent colleague in whose name it is done.
    #[param(rename = "Huzhu-On-Behalf-Of", max_length = 200)]
    on_behalf_of: Option<String>,
}

/// What a request that edits something carries in its head beside.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "it is documentation: the head is read as it comes")]
pub(super) struct Edits {
    /// The `ETag` that came with what is edited; `*` where it may be whatever it is by now.
    #[param(rename = "If-Match", min_length = 1, max_length = 1000, pattern = "^[!-~ ]+$", example = "*")]
    if_match: String,
}

/// Somebody who looks into a book that he may see.
#[derive(Clone)]
pub struct Looking {
    /// Who.
    pub admitted: Admitted,
    /// The book.
    pub book: BookId,
    /// The application.
    pub app: App,
}

impl Looking {
    /// Who looks into the book that is named, where he sees it; or else into the only one of his organisation.
    ///
    /// # Errors
    ///
    /// Where there is no such book, or it must be named; those of the database.
    pub async fn of(app: &App, admitted: Admitted, named: Option<&str>) -> Result<Self, Problem> {
        let book = book_of(app, &admitted, named).await?;
        Ok(Self { admitted, book, app: app.clone() })
    }

    /// A member, and after him whomever he stands for today: each as he himself looks into the book. Only the first acts.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn with_wards(&self) -> Result<Vec<(Option<Ward>, Self)>, Problem> {
        let today = self.admitted.now.day().to_string();
        let wards = ward::of_member(self.store(), self.scope(), &today).await?;
        let of = |ward: Ward| {
            let looking = Self { admitted: self.admitted.seeing(ward.scope()), ..self.clone() };
            (Some(ward), looking)
        };
        Ok([(None, self.clone())].into_iter().chain(wards.into_iter().map(of)).collect())
    }

    /// Who looks, or the one of those whom he stands for whom a claim is about.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn about(&self, claim: &str) -> Result<Self, Problem> {
        if !self.scope().member().is_empty() {
            for (_, looking) in self.with_wards().await? {
                if claim::is_seen(looking.store(), looking.scope(), (&looking.book, claim)).await? {
                    return Ok(looking);
                }
            }
        }
        Ok(self.clone())
    }

    /// Brings a request to the desk under a key: the same key again does nothing twice, and is answered the same.
    ///
    /// # Errors
    ///
    /// What the office refuses, and those of the database.
    pub async fn bring<A: Act>(
        &self,
        keyed: (&str, &str),
        request: A::Request,
    ) -> Result<A::Answer, Problem> {
        Ok(self.brought::<A>(keyed, request).await?.0)
    }

    /// The same, and whether it was done before.
    ///
    /// # Errors
    ///
    /// What the office refuses, and those of the database.
    pub async fn brought<A: Act>(
        &self,
        (key, reason): (&str, &str),
        request: A::Request,
    ) -> Result<(A::Answer, bool), Problem> {
        let acting =
            Acting { looking: self.clone(), key: self::key(Some(key))?, absent: None, if_match: None };
        let brought = acting.bring::<A>(request, reason).await?;
        Ok((brought.answer, brought.replayed))
    }

    /// Brings what a member does himself to the desk, under a key.
    ///
    /// # Errors
    ///
    /// What the office refuses, also to all of the staff; those of the database.
    pub async fn bring_own<A: OwnAct>(&self, key: &str, request: A::Request) -> Result<A::Answer, Problem> {
        let key = self::key(Some(key))?;
        Ok(self.own::<A>(&key, request).await?.0)
    }

    /// The same with a key that was looked at, and whether it was done before.
    pub(super) async fn own<A: OwnAct>(
        &self,
        key: &str,
        request: A::Request,
    ) -> Result<(A::Answer, bool), Problem> {
        let (member, principal) = (self.scope().member(), self.admitted.principal.name());
        if member.is_empty() {
            // Of the staff nobody is meant: they have acts of their own.
            return Err(Refusal::not_found(Thing::Member, &principal).into());
        }
        let mut call = Call::new(&principal, key, request);
        call.request_id.clone_from(&self.admitted.request_id);
        Ok(own::<A>(self.app.desk().office(), &self.book, (member, call)).await??)
    }

    /// What he may see.
    pub fn scope(&self) -> &Scope {
        self.admitted.scope()
    }

    /// The database.
    pub fn store(&self) -> &Store {
        self.app.store()
    }
}

impl FromRequestParts<App> for Looking {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let admitted = Admitted::from_request_parts(parts, app).await?;
        let Asked(InBook { book }) = Asked::from_request_parts(parts, app).await?;
        Self::of(app, admitted, book.as_deref()).await
    }
}

/// The book that is named, where he sees it; or else the only one of his organisation.
async fn book_of(app: &App, admitted: &Admitted, named: Option<&str>) -> Result<BookId, Problem> {
    let Some(named) = named else {
        return match &admitted.books[..] {
            [only] => Ok(only.clone()),
            _ => Err(unnamed()),
        };
    };
    let not_found = || Problem::from(Refusal::not_found(Thing::Book, named));
    let id = BookId::try_from(named).map_err(|_| not_found())?;
    if admitted.books.contains(&id) {
        return Ok(id);
    }
    let found = book::find(app.store(), admitted.scope(), &id).await?;
    found.map(|_| id).ok_or_else(not_found)
}

fn unnamed() -> Problem {
    let said = (
        "您所属机构没有（或不止一个）账套，请用参数book指明。",
        "Your organisation keeps no book, or several: name one with the parameter `book`.",
    );
    Problem::bad_request(vec![Fault::new("book", "missing", said)])
}

/// Somebody who brings a request to the desk, under a key.
pub(super) struct Acting {
    looking: Looking,
    key: String,
    absent: Option<String>,
    if_match: Option<String>,
}

impl FromRequestParts<App> for Acting {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let looking = Looking::from_request_parts(parts, app).await?;
        let key = key(header(&parts.headers, KEY))?;
        let absent = match &looking.admitted.absent {
            None => None,
            Some(login) => {
                let found = staff::of_login(app.store(), login).await?;
                Some(found.ok_or_else(|| Refusal::not_found(Thing::Staff, login))?)
            }
        };
        let if_match = header(&parts.headers, "if-match").map(str::to_owned);
        Ok(Self { looking, key, absent, if_match })
    }
}

/// The key of a request: from then on it is known by it.
fn key(given: Option<&str>) -> Result<String, Problem> {
    let said = (
        "请在请求头Idempotency-Key中填写请求编号（1至200个可见ASCII字符）；重复提交时使用同一编号，不会重复办理。",
        "Send the header Idempotency-Key, of 1 to 200 visible ASCII characters; the same key again does nothing twice.",
    );
    match given {
        None => Err(Problem::new(StatusCode::BAD_REQUEST, "key-missing", said)),
        Some(key) if (1..=200).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic()) => {
            Ok(key.into())
        }
        Some(_) => Err(Problem::bad_request(vec![Fault::new("Idempotency-Key", "wrong-form", said)])),
    }
}

impl Acting {
    /// Brings one request to the desk, for a reason (empty where the act asks for none).
    pub(super) async fn bring<A: Act>(
        &self,
        request: A::Request,
        reason: &str,
    ) -> Result<Brought<A::Answer>, Problem> {
        let call = self.call(request, reason)?;
        let desk = self.looking.app.desk();
        let reply = desk.one::<A>(&self.looking.book, call).await?;
        Ok(Brought { answer: reply.answer?, replayed: reply.replayed, status: StatusCode::OK })
    }

    /// Brings one request to the desk that changes something which was looked at before: `If-Match` says as what.
    pub(super) async fn edit<A: Act>(
        &self,
        (of, id): (Versioned, &str),
        request: A::Request,
        reason: &str,
    ) -> Result<Brought<A::Answer>, Problem> {
        let versions = etag::versions(self.if_match.as_deref())?;
        let seen = versions.map(|versions| SeenAs { of, id: id.to_owned(), versions });
        let is_seen = seen.is_some();
        let call = Call { seen, ..self.call(request, reason)? };
        let reply = self.looking.app.desk().one::<A>(&self.looking.book, call).await?;
        let answer = reply.answer.map_err(|refusal| match refusal {
            Refusal::Stale { .. } if is_seen => etag::changed(&refusal),
            refusal => refusal.into(),
        })?;
        Ok(Brought { answer, replayed: reply.replayed, status: StatusCode::OK })
    }

    /// The request's key.
    pub(super) fn key(&self) -> &str {
        &self.key
    }

    /// Brings several requests to the desk as one slice, each known by the key and its place: what came of each.
    pub(super) async fn bring_many<A: Act>(
        &self,
        requests: Vec<A::Request>,
    ) -> Result<Vec<Result<A::Answer, Refusal>>, Problem> {
        let calls = requests.into_iter().enumerate().map(|(at, request)| {
            let call = self.call(request, "")?;
            Ok(Call { key: format!("{}/{at}", call.key), ..call })
        });
        let calls = calls.collect::<Result<Vec<_>, Problem>>()?;
        let replies = self.looking.app.desk().many::<A>(&self.looking.book, calls).await?;
        Ok(replies.into_iter().map(|reply| reply.answer).collect())
    }

    /// Who looks, and where.
    pub(super) fn looking(&self) -> &Looking {
        &self.looking
    }

    /// A call of the desk, under the request's key.
    pub(super) fn call<R>(&self, request: R, reason: &str) -> Result<Call<R>, Problem> {
        let Principal::Staff(staff) = &self.looking.admitted.principal else {
            return Err(Problem::not_logged_in());
        };
        let mut call = Call::new(staff, &self.key, request).because(reason);
        call.request_id.clone_from(&self.looking.admitted.request_id);
        call.who.on_behalf_of = self.absent.as_deref().map(Into::into);
        Ok(call)
    }
}

/// An answer that was given before this request, or by something that is no act of the staff.
pub(super) fn brought<T>(answer: T, replayed: bool) -> Brought<T> {
    Brought { answer, replayed, status: StatusCode::OK }
}

/// What the desk answered.
#[derive(Debug)]
pub(super) struct Brought<T> {
    answer: T,
    replayed: bool,
    status: StatusCode,
}

impl<T> Brought<T> {
    /// The answer.
    pub(super) fn answer(&self) -> &T {
        &self.answer
    }

    /// Something new came of it.
    pub(super) fn created(self) -> Self {
        Self { status: StatusCode::CREATED, ..self }
    }
}

impl<T: Serialize> IntoResponse for Brought<T> {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.answer)).into_response();
        if self.replayed {
            response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
        }
        response
    }
}
