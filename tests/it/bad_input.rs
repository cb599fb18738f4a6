//! What people hand in by mistake: a clear sentence with its place, the other rows decided, no panic.

use crate::cli::huzhu;

const HEAD: &str = "会员编号,票据号码,就医类别,入院日期,出院日期,自付";
const GOOD: &str = "m9,999,住院,2016-03-01,2016-03-10,8000";

/// Decides a file and gives what was said, the decisions by line, and the exit code.
fn decided(scheme: &str, file: impl Into<Vec<u8>>) -> (String, Vec<String>, i32) {
    let ran = huzhu(&["adjudicate", scheme, "-", "--csv", "--as-of", "2026-01-01"], file);
    let cells = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        [cells[0], cells[4], cells[5]].join(" ")
    };
    (ran.err, ran.out.lines().skip(1).map(cells).collect(), ran.code)
}

#[test]
fn a_wrong_row_is_named_and_the_others_go_on() {
    for (row, says) in [
        ("m1,1,住院,2016-03-01,2016-03-10,８０００", "第2行“自付”列：金额中有全角字符“８”，请改为半角“8”。"),
        (
            "m1,1,住院,2016-03-01,2016-03-10,\"12,34.50\"",
            "第2行“自付”列：金额“12,34.50”的千分位逗号位置不对，请去掉逗号。",
        ),
        (
            "m1,1,住院,2016-03-01,2016-03-10,1e3",
            "第2行“自付”列：“1e3”不是金额，请填写元，最多两位小数，例如 1234.50。",
        ),
        ("m1,1,住院,2016-03-01,2016-03-10,NaN", "第2行“自付”列：“NaN”不是金额"),
        ("m1,1,住院,2016-03-01,2016-03-10,1.005", "第2行“自付”列：金额“1.005”超过两位小数，最小单位是分。"),
        ("m1,1,住院,2016-03-01,2016-03-10,-5", "第2行“自付”列：金额-5.00为负数，但该行未标明退费，请核对。"),
        (
            "m1,1,住院,2016-03-01,2016-03-10,999999999999999",
            "第2行“自付”列：金额“999999999999999”超过系统上限",
        ),
        (
            "m1,1,住院,2016-02-30,2016-03-10,1",
            "第2行“入院日期”列：“2016-02-30”：2016年2月30日不存在，请更正日期。",
        ),
        ("m1,1,住院,3/1/2016,2016-03-10,1", "第2行“入院日期”列：“3/1/2016”：日期格式无法识别"),
        ("m1,1,住院,２０１６-03-01,2016-03-10,1", "第2行“入院日期”列："),
        (
            "m1,1,住院,2016-03-10,2016-03-01,1",
            "第2行“出院日期”列：出院日期2016年3月1日早于入院日期2016年3月10日，请更正。",
        ),
        (
            "m1,1,旅游,2016-03-01,2016-03-10,1",
            "第2行“就医类别”列：“旅游”不是可填的内容，请填写其中之一：普通门诊、急诊",
        ),
        (",1,住院,2016-03-01,2016-03-10,1", "第2行“会员编号”列：会员编号为空，请填写。"),
    ] {
        let (said, rows, code) = decided("cn/guizhou/sinan", format!("{HEAD}\n{row}\n{GOOD}\n"));
        assert_eq!((rows, code), (vec!["3 approve 1500.00".to_owned()], 1), "{row}: {said}");
        let first = said.lines().next().unwrap_or_default();
        assert!(first.starts_with(&format!("标准输入：{says}")), "{row}: {said}");
        assert!(said.ends_with("有误1行，未审核；其余1行已审核。\n"), "{said}");
    }
}

#[test]
fn spellings_of_spreadsheets_are_read() {
    let spelt = format!("{HEAD}\nm1,1,住院,2016/3/1,20160310,\"12,345.67\"\n");
    let (gbk, ..) = encoding_rs::GBK.encode(&spelt);
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(spelt.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for (name, file) in [
        ("UTF-8", spelt.clone().into_bytes()),
        ("with a byte-order mark", format!("\u{feff}{spelt}").into_bytes()),
        ("GBK", gbk.into_owned()),
        ("UTF-16", utf16),
        ("line ends of Windows", spelt.replace('\n', "\r\n").into_bytes()),
        ("semicolons", "会员编号;就医类别;出院日期;自付\nm1;住院;2016年3月10日;12,345.67\n".into()),
    ] {
        let (said, rows, code) = decided("cn/guizhou/sinan", file);
        assert_eq!((said.as_str(), code, rows), ("", 0, vec!["2 approve 3672.84".to_owned()]), "{name}");
    }
}

#[test]
fn a_file_that_is_no_table_says_what_to_do() {
    for (file, says) in [
        (&b""[..], "标准输入：文件内容为空，请选择含有数据的文件。\n"),
        (b"\xef\xbb\xbf", "标准输入：文件内容为空，请选择含有数据的文件。\n"),
        (b"\n\n  \n", "标准输入：文件没有表头，请在第一行填写列名。\n"),
        (
            b"PK\x03\x04\x14\x00",
            "标准输入：该文件是电子表格（xlsx）或压缩包，无法读取，请另存为CSV文件后重试。\n",
        ),
        (b"\x00\x01\x02\x03", "标准输入：该文件可能是电子表格或二进制文件，请另存为CSV文件后重试。\n"),
        ("会员编号，就医类别，自付\n".as_bytes(), "标准输入：表头的列名之间是全角“，”，请改为半角“,”。\n"),
        ("自付,自付\n1,2\n".as_bytes(), "标准输入：列名“自付”出现两次，请删除其中一列。\n"),
        (
            "会员编号,自付\nm1,\"1\n".as_bytes(),
            "标准输入：第2行开始的一行有未闭合的英文双引号，请补上或删除。\n",
        ),
        (b"{\"member\": ", "标准输入：不是有效的JSON：第1行第11个字符处无法识别，请更正。\n"),
        (b"[1]", "标准输入：JSON中第1项不是“列名：值”形式的对象，请更正。\n"),
    ] {
        assert_eq!(decided("cn/guizhou/sinan", file), (says.to_owned(), vec![], 2));
    }
}

#[test]
fn a_slip_that_does_not_tie_by_a_fen_is_held() {
    let head = "会员编号,就医类别,出院日期,医疗费总额,基金支付总额,个人负担总金额,自付";
    let file = format!(
        "{head}\nm1,住院,2016-03-10,10000,4000,5999.99,5999.99\nm2,住院,2016-03-10,10000,4000,6000,6000\n"
    );
    let (said, rows, code) = decided("cn/guizhou/sinan", file);
    assert_eq!((rows, code), (vec!["3 approve 500.00".to_owned()], 1));
    assert!(
        said.starts_with("标准输入：第2行“医疗费总额”列：结算单不平：") && said.contains("少 0.01 元"),
        "{said}"
    );
}

#[test]
fn who_is_not_born_yet_is_not_ill() {
    let file = "会员编号,出生日期,就医类别,出院日期,自付\nm1,2026-01-02,住院,2016-03-10,6000\n\
                m2,2016-03-11,住院,2016-03-10,6000\nm3,1990-01-01,住院,2016-03-10,6000\n";
    let (said, rows, code) = decided("cn/guizhou/sinan", file);
    assert_eq!((rows, code), (vec!["4 approve 500.00".to_owned()], 1));
    let said: Vec<&str> = said.lines().collect();
    assert_eq!(said[0], "标准输入：第2行“出生日期”列：出生日期晚于2026年1月1日，请更正。");
    assert_eq!(said[1], "标准输入：第3行“出生日期”列：出生日期晚于事件日期2016年3月10日，请更正。");
}

#[test]
fn an_invoice_is_handed_in_once() {
    let row = |member: &str| format!("{member},777,住院,2016-03-01,2016-03-10,8000\n");
    let (said, rows, code) =
        decided("cn/guizhou/sinan", format!("{HEAD}\n{}{}{}", row("m1"), row("m1"), row("m2")));
    assert_eq!((rows, code), (vec!["2 approve 1500.00".to_owned(), "4 approve 1500.00".to_owned()], 1));
    assert!(
        said.starts_with("标准输入：第3行“票据号码”列：同一会员的票据777已在第2行出现，请删除重复的一行。\n"),
        "{said}"
    );
}

#[test]
fn an_illness_that_nobody_knows() {
    let head = "会员编号,事由,确诊日期,诊断编码";
    let file = format!("{head}\nm1,确诊,2016-03-10,肺癌\nm2,确诊,2016-03-10,J00\n");
    let (said, rows, code) = decided("cn/guizhou/guiyang", file);
    assert_eq!(code, 1, "{said}");
    assert!(rows.iter().all(|row| row.starts_with("3 deny 0.00")) && rows.len() == 1, "{rows:?}");
    assert!(said.starts_with("标准输入：第2行“诊断编码”列：“肺癌”："), "{said}");
}

#[test]
fn columns_that_nobody_knows_are_named() {
    let (said, rows, code) =
        decided("cn/guizhou/sinan", "会员编号,星座,就医类别,出院日期,自付\nm1,狮子,住院,2016-03-10,6000\n");
    assert_eq!((rows.len(), code), (1, 0));
    assert_eq!(said, "标准输入：以下各列无法识别，未读取：星座。\n");
}

/// Bytes without sense, the same ones each time: nothing may panic, whatever comes.
#[test]
fn nonsense_ends_with_a_sentence() {
    let mut state = 7_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    for alphabet in [&b"\x00\xff\x81"[..], b",\"\n1", "会员编号,自付\n\"；１e-".as_bytes(), b"{}[]:,\"a1\n"]
    {
        for _ in 0..20 {
            let file: Vec<u8> = (0..64).map(|_| alphabet[usize::from(next()) % alphabet.len()]).collect();
            let ran = huzhu(&["adjudicate", "cn/guizhou/sinan", "-"], file.clone());
            assert!((0..=2).contains(&ran.code) && !ran.err.contains("panicked"), "{file:?}: {}", ran.err);
        }
    }
}
