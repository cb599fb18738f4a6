//! Lists, keys, categories, periods, plans and whole benefits beside the sample.

use super::check_added;

#[test]
fn declarations() {
    check_added(&[
        (
            "[[list]]\nid = \"x\"\nlabel = \"病\"\nfile = \"bad.csv\"\n",
            &["4:8: error: `乳腺癌` (乙): this is not a diagnosis code"][..],
        ),
        (
            "[[list]]\nid = \"x\"\nlabel = \"病\"\nentries = [\n  { code = \"C5O\", name = \"甲\" },\n  \
             { code = \"C50\", name = \"乙\" },\n  { code = \"C97-C00\", name = \"丙\" },\n]\n",
            &["5:12: error: `C5O` (甲)", "7:12: error: `C97-C00` (丙)"],
        ),
        (
            "[[list]]\nid = \"x\"\nlabel = \"病\"\nfile = \"none.csv\"\n",
            &["4:8: error: the list file `none.csv` is not there"],
        ),
        (
            "[[fact]]\nid = \"age\"\nlabel = \"年\"\ntype = \"flag\"\nunknown = \"?\"\n",
            &["2:6: error: the fact cannot be called `age`: that is a key that every"],
        ),
        (
            "[[fact]]\nid = \"total\"\nlabel = \"年\"\ntype = \"flag\"\nunknown = \"?\"\n",
            &["2:6: error: the fact cannot be called `total`: that is a figure"],
        ),
        (
            "[[fact]]\nid = \"pay\"\nlabel = \"年\"\ntype = \"flag\"\nunknown = \"?\"\n",
            &["2:6: error: the fact cannot be called `pay`: that is a word of the rows"],
        ),
        (
            "[[category]]\nid = \"a\"\nlabel = \"甲\"\n",
            &["2:6: error: no category is for members who are in no other"],
        ),
        (
            "[[period]]\nid = \"a\"\nlabel = \"甲\"\nfrom = 2015-01-01\nto = 2015-12-31\n",
            &["4:8: error: the period `a` is not within"],
        ),
        (
            "[[period]]\nid = \"a\"\nlabel = \"甲\"\nfrom = 2016-01-01\nto = 2016-12-31\n[[period]]\nid = \"b\"\nlabel = \"乙\"\nfrom = 2016-12-31\nto = 2017-12-31\n",
            &["9:8: error: the periods `a` and `b` overlap"],
        ),
        ("[[plan]]\nid = \"a\"\nlabel = \"甲\"\nneeds = [\"b\"]\n", &["4:10: error: there is no plan `b`"]),
        (
            "[[plan]]\nid = \"a\"\nlabel = \"甲\"\nneeds = [\"a\"]\n",
            &["4:9: error: the plan `a` names itself"],
        ),
        (
            "[[count]]\nid = \"n\"\nlabel = \"甲\"\nof = \"line\"\nbenefit = \"inpatient\"\nline = \"bandet\"\nalong = \"member.year\"\n",
            &["6:8: error: the benefit `inpatient` has no line `bandet`"],
        ),
        (
            "[[clause]]\nid = \"3\"\ntext = \"又\"\n",
            &["2:6: error: there is a clause `3` already, on line 23"],
        ),
        ("[[clause]]\nid = \"4\"\ntext = \"又\"\n", &["2:6: warning: clause 4 is cited by no rule"]),
        (
            "[[contribution]]\nid = \"b\"\nlabel = \"甲\"\nclause = \"1\"\ntotal = 1\nfrom = [{ payer = \"member\", amount = 1 }]\nwhen = { service = \"retired\" }\n",
            &["2:6: error: two rows fit service = retired: lines 53 and 104"],
        ),
        (
            "[[benefit]]\nid = \"b\"\nlabel = \"甲\"\nclause = \"1\"\nline = []\nwaiting = [{ days = 30, pay = \"0%\" }, { days = 30, pay = \"200%\" }]\n",
            &[
                "5:8: error: the benefit has no line",
                "6:48: error: a stage up to day 30 follows one up to day 30",
                "6:58: error: 200 % is more than the whole",
            ],
        ),
        (
            "[[benefit]]\nid = \"b\"\nlabel = \"甲\"\nclause = \"1\"\npays = \"member-keeps\"\n[[benefit.line]]\nid = \"r\"\nresult = { benefit = \"b\" }\n",
            &["5:8: error: `member-keeps` needs two lines", "8:22: error: the benefit `b` is not above"],
        ),
    ]);
}
