//! What a roster says of a person beside what rules look at: identity document, bank account, telephone.

use super::own::Own;
use crate::engine::claim::words::Word;
use crate::engine::ids::{BankAccount, DocumentKind, IdentityDocument, MobilePhone, ResidentId};
use crate::exchange::claims::Draft;

/// Who a line of a roster is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The identity document.
    pub document: Option<IdentityDocument>,
    /// The bank account.
    pub account: Option<BankAccount>,
    /// In whose name the account is.
    pub holder: Option<String>,
    /// The telephone.
    pub phone: Option<MobilePhone>,
}

impl Person {
    /// Reads a row; what is wrong is noted, and what the reader of people has noted is not noted twice.
    pub(super) fn read(draft: &Draft, own: &mut Own<'_>) -> Self {
        Self {
            document: document(draft, own),
            account: account(own),
            holder: own.text("account_holder"),
            phone: phone(own),
        }
    }
}

fn document(draft: &Draft, own: &mut Own<'_>) -> Option<IdentityDocument> {
    let number = draft.id_number.as_deref()?;
    let cert = draft.cert.as_deref().unwrap_or_default();
    if ["", "1", "01"].contains(&cert) || cert.contains("身份证") {
        // The reader of people has said what is wrong with it.
        return ResidentId::parse(number).ok().map(|id| IdentityDocument::from(&id));
    }
    let kind = DocumentKind::from_word(cert);
    let Some(kind) = kind else {
        let en =
            "this kind of document is not known; write resident-id, passport, hk-mo-permit, taiwan-permit …";
        own.wrong("cert_type", en, "无法识别证件类型，请填写居民身份证、护照、港澳居民来往内地通行证等。");
        return None;
    };
    match IdentityDocument::parse(kind, number) {
        Ok(document) => Some(document),
        Err(why) => {
            own.wrong("id_number", why.to_string(), why.zh());
            None
        }
    }
}

fn account(own: &mut Own<'_>) -> Option<BankAccount> {
    let cell = own.cell("account");
    let read = (!cell.is_empty()).then(|| BankAccount::parse(cell))?;
    read.map_err(|why| own.wrong("account", why.to_string(), why.zh())).ok()
}

fn phone(own: &mut Own<'_>) -> Option<MobilePhone> {
    let cell = own.cell("phone");
    let read = (!cell.is_empty()).then(|| MobilePhone::parse(cell))?;
    read.map_err(|why| own.wrong("phone", why.to_string(), why.zh())).ok()
}
