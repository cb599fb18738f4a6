//! Ladders of approval and pools that run short.

use super::check_added;

const CLAUSE: &str = "[[clause]]\nid = \"4\"\ntext = \"审批\"\n";

fn step(level: &str, more: &str) -> String {
    format!("[[approval]]\nlevel = \"{level}\"\nlabel = \"{level}\"\nclause = \"4\"\n{more}\n")
}

fn ladder(steps: &[(&str, &str)]) -> String {
    let steps: String = steps.iter().map(|(level, more)| step(level, more)).collect();
    format!("{CLAUSE}{steps}")
}

#[test]
fn exactly_one_level_approves_each_amount() {
    let women = "when = { sex = \"female\" }";
    let [in_town, of_inpatient] = ["up_to = 9\nbenefits = [\"inpatient\"]", "benefits = [\"inpatient\"]"];
    let good = ladder(&[("desk", "up_to = 20000"), ("city", "opinions = 2")]);
    let open = ladder(&[("desk", "up_to = 20000"), ("city", "up_to = 50000")]);
    let early = ladder(&[("desk", ""), ("city", "")]);
    let down = ladder(&[("desk", "up_to = 20000"), ("county", "up_to = 20000"), ("city", "")]);
    let hole = ladder(&[("desk", women)]);
    let own = ladder(&[("desk", in_town), ("city", of_inpatient)]);
    let twice = ladder(&[("desk", ""), ("city", of_inpatient)]);
    let nobody = ladder(&[("desk", "opinions = 0")]);
    let unknown = ladder(&[("desk", "benefits = [\"surgery\"]")]);
    let names =
        ladder(&[("desk", "up_to = 1"), ("city", "")]).replacen("level = \"city\"", "level = \"desk\"", 1);
    check_added(&[
        (&good, &[][..]),
        (&own, &[]),
        (&open, &["13:9: error: nobody approves what is above 50000.00"]),
        (&early, &["5:9: error: `desk` has no bound, so that `city` after it is never reached"]),
        (&down, &["13:9: error: `county` approves up to 20000.00, which the step before does already"]),
        (&hole, &["5:9: error: no row fits sex = male"]),
        (&twice, &["error: `city` shares a benefit with the ladder of line"]),
        (&nobody, &["8:12: error: nobody gives an opinion"]),
        (&unknown, &["8:13: error: there is no benefit `surgery`"]),
        (&names, &["11:9: error: the level `desk` is called two names"]),
    ]);
}

#[test]
fn a_pool_that_runs_short_has_a_whole_rule_or_none() {
    let pool = |more: &str| format!("{CLAUSE}[[pool]]\nid = \"x\"\nlabel = \"池\"\n{more}\n");
    // Of several pools the benefit names the one that pays: no more is said.
    let good = pool("when_short = \"pro-rata\"\nodd_fen = \"first-claim\"\nclause = \"4\"");
    let no_taker = pool("when_short = \"pro-rata\"\nclause = \"4\"");
    let no_division = pool("when_short = \"queue\"\nodd_fen = \"first-claim\"\nclause = \"4\"");
    let no_clause = pool("when_short = \"queue\"")
        .replace("text = \"审批\"", "text = \"审批\"\nstatus = \"informative\"");
    let no_rule =
        pool("clause = \"3\"").replace("text = \"审批\"", "text = \"审批\"\nstatus = \"informative\"");
    let no_word = pool("when_short = \"whenever\"\nclause = \"4\"");
    check_added(&[
        (&good, &[][..]),
        (&no_taker, &["7:14: error: `pro-rata` does not say who takes the fen"]),
        (&no_division, &["8:11: error: only `pro-rata` divides"]),
        (&no_clause, &["8:14: error: `when_short` and the clause that it follows from go together"]),
        (&no_rule, &["8:10: error: `when_short` and the clause that it follows from go together"]),
        (&no_word, &["7:14: error: "]),
    ]);
}
