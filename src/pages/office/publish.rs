//! Publishing a scheme: one person proposes an edition, another confirms it.

use std::collections::BTreeMap;

use axum::extract::Multipart;
use axum::response::Response;

use super::schemes::{built, day, listed};
use crate::desk::confirm_scheme::{ConfirmScheme, Confirmation};
use crate::desk::propose_scheme::{Proposal, ProposeScheme};
use crate::exchange::text::decode;
use crate::pages::typed::{Typed, unreadable};
use crate::pages::visit::{Office, Visit, again, see};
use crate::service::Problem;
use crate::store::scheme::EditionKey;

/// Proposes an edition.
pub(in crate::pages) async fn propose(
    visit: Visit,
    office: Office,
    sent: Multipart,
) -> Result<Response, Problem> {
    let (mut form, files) = received(sent).await?;
    if let Some(request) = proposal(&mut form, files) {
        match office.bring::<ProposeScheme>((form.key(), ""), request).await {
            Ok(_) => return Ok(see("/office/schemes?done=proposed")),
            Err(problem) => form.refused(&problem),
        }
    }
    again(&listed(visit, &office, form).await?)
}

fn proposal(form: &mut Typed, files: Vec<(String, Vec<u8>)>) -> Option<Proposal> {
    let scheme = form.needed("scheme", ("请填写计划编号。", "Write the scheme."));
    let from = form.day("from");
    if from.is_none() && form.wrong("from").is_none() {
        form.fault("from", ("请填写施行日期。", "Write the first day in force."));
    }
    let (mut text, mut lists) = (String::new(), BTreeMap::new());
    for (name, bytes) in files {
        match decode(&bytes) {
            Ok(read) if is_list(&name) => drop(lists.insert(name, read.text)),
            Ok(read) => text = read.text,
            Err(why) => form.fault("file", (format!("{name}：{}", why.zh()), format!("{name}: {why}"))),
        }
    }
    if text.trim().is_empty() && form.wrong("file").is_none() {
        form.fault("file", ("请选择方案文件（.toml）。", "Choose the scheme file (.toml)."));
    }
    if !form.is_fine() {
        return None;
    }
    Some(Proposal { scheme, from: from?, text, lists })
}

/// Is it one of the lists beside the scheme file?
fn is_list(name: &str) -> bool {
    std::path::Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"))
}

/// The fields, and the files by name.
async fn received(mut sent: Multipart) -> Result<(Typed, Vec<(String, Vec<u8>)>), Problem> {
    let (mut form, mut files) = (Typed::none(), vec![]);
    while let Some(field) = sent.next_field().await.map_err(|_| unreadable())? {
        let (name, file) =
            (field.name().unwrap_or_default().to_owned(), field.file_name().map(str::to_owned));
        match file {
            Some(file) => files.push((file, field.bytes().await.map_err(|_| unreadable())?.to_vec())),
            None => form.put(&name, field.text().await.map_err(|_| unreadable())?),
        }
    }
    files.retain(|(name, bytes)| !name.is_empty() && !bytes.is_empty());
    Ok((form, files))
}

/// Confirms one: it is published.
pub(in crate::pages) async fn confirm(
    visit: Visit,
    office: Office,
    mut form: Typed,
) -> Result<Response, Problem> {
    let key =
        EditionKey { scheme_id: form.text("scheme"), from_day: form.text("from"), hash: form.text("hash") };
    if let Some(from) = day(&key) {
        let request = Confirmation { scheme: key.scheme_id.clone(), from, hash: key.hash.clone() };
        match office.bring::<ConfirmScheme>((form.key(), ""), request).await {
            Ok(_) => return Ok(see("/office/schemes?done=published")),
            Err(problem) => form.refused(&problem),
        }
    }
    again(&built(visit, &office, &key, form).await?)
}
