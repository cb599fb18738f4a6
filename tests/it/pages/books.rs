//! Who may work in several books chooses one.

use super::{put, send};
use crate::office::databases::on_sqlite;
use crate::service::world::{World, token};

/// A second book of the clerk's organisation.
const SECOND: &str = "insert into book (id, organisation_id, title) values ('b3', 'o1', '第二互助金')";

#[test]
fn who_keeps_several_books_chooses_before_he_works() {
    on_sqlite(async |base| {
        let world = World::open(base).await;
        put(base, SECOND).await;
        let bearer = format!("Bearer {}", token("clerk"));
        let clerk = ("authorization", bearer.as_str());
        let asked = send(&world, &[clerk], "/desk?x=1", None).await;
        assert_eq!((asked.status, asked.to.as_str()), (303, "/books?to=/desk%3Fx%3D1"));
        let books = send(&world, &[clerk], &asked.to, None).await;
        let listed = ["b1", "b2", "b3"].map(|book| books.text.contains(&format!("value=\"{book}\"")));
        assert_eq!((books.status, listed), (200, [true, false, true]), "those that he sees");
        let chosen = send(&world, &[clerk], "/books", Some("book=b3&to=%2Fdesk%3Fx%3D1")).await;
        assert_eq!(
            (chosen.status, chosen.to.as_str(), chosen.cookie.as_str()),
            (303, "/desk?x=1", "book=b3")
        );
        let desk = send(&world, &[clerk, ("cookie", "book=b3")], &chosen.to, None).await;
        assert_eq!(
            (desk.status, desk.text.contains("第二互助金")),
            (200, true),
            "the head of the page names it"
        );
        let to_elsewhere =
            send(&world, &[clerk], "/books", Some("book=b3&to=https%3A%2F%2Fevil.example")).await;
        assert_eq!(to_elsewhere.to, "/");
        for book in ["b2", "b9", ""] {
            let refused = send(&world, &[clerk], "/books", Some(&format!("book={book}"))).await;
            assert_eq!((refused.status, refused.cookie.as_str()), (404, ""), "{book}");
        }
    });
}

#[test]
fn a_choice_of_somebody_else_is_let_go() {
    on_sqlite(async |base| {
        let world = World::open(base).await;
        let bearer = format!("Bearer {}", token("clerk"));
        for cookie in ["book=b2", "book=b9", "book=", "book=B%20"] {
            let desk = send(&world, &[("authorization", &bearer), ("cookie", cookie)], "/desk", None).await;
            assert_eq!(
                (desk.status, desk.text.contains("邻县互助金")),
                (200, false),
                "{cookie}: his only book"
            );
        }
    });
}
