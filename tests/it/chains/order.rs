//! The order: what a plan takes from those before it, what excludes it, what it waits for.

use super::{chain_of, stay, text_of};
use huzhu::engine::chain::ChainState;
use huzhu::engine::chain::explain::text;
use huzhu::engine::scheme::model::Lang;

#[test]
fn ten_plans_are_paid_one_after_the_other() {
    let chain = chain_of(&text_of("ten"));
    let answer = chain.adjudicate(&stay(11_000), &[]);
    println!("{}", text(&answer, &chain, Lang::Zh));
    println!("{}", text(&answer, &chain, Lang::En));
    assert_eq!(answer.state, ChainState::Approve);
}
