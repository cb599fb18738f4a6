//! The sentence of a reason: what is wrong or missing, and what would satisfy.

use std::fmt;

use super::{Voice, Yuan};
use crate::engine::adjudicate::reason::Reason;
use crate::engine::adjudicate::scheme::Scheme;
use crate::engine::claim::Component;
use crate::engine::claim::words::{DateKind, ExpenseClass, Word};
use crate::engine::money::Exact;
use crate::engine::scheme::model::{Benefit, Key, Lang, Scope};
use crate::engine::scheme::read::Known;
use crate::engine::scheme::say;

/// The sentence of one reason; benefits that share it are named together.
pub fn reason(reason: &Reason, scheme: &Scheme, lang: Lang) -> String {
    let editions = scheme.editions();
    let has = |id: &String| editions.iter().rposition(|e| e.benefit(id).is_some());
    let at = reason.benefits.first().and_then(has).unwrap_or(editions.len().saturating_sub(1));
    let Some(edition) = editions.get(at) else { return reason.code.clone() };
    let voice = Voice::new(edition, lang);
    let speaker = |benefit| Speaker { voice, known: &scheme.known()[at], reason, benefit };
    let benefits: Vec<&Benefit> = reason.benefits.iter().filter_map(|id| voice.benefit(id)).collect();
    let told = match (reason.code.strip_prefix("condition."), benefits.as_slice()) {
        (_, []) => speaker(None).sentence(),
        (Some(key), [_, _, ..]) => conditions(key, &benefits, speaker),
        (..) => shared(&benefits, |b| speaker(Some(b)).sentence(), (lang.pick("：", ": "), voice)),
    };
    // The sentence of a clause that is not encoded names the clause itself.
    let clauses = reason.clauses.iter().filter(|_| !reason.code.starts_with("unencoded."));
    told + &clauses.map(|c| say::clause_mark(c, lang)).collect::<String>()
}

/// What is said of benefits: those of whom the same is said stand before it together.
fn shared<'a>(
    benefits: &[&'a Benefit],
    say: impl Fn(&'a Benefit) -> String,
    (colon, voice): (&str, Voice<'_>),
) -> String {
    let mut parts: Vec<(String, String)> = Vec::new();
    for benefit in benefits {
        let (said, label) = (say(benefit), format!("“{}”", benefit.label.get(voice.lang)));
        match parts.iter_mut().find(|(_, same)| *same == said) {
            Some((labels, _)) => labels.extend([voice.lang.pick("", ", "), label.as_str()]),
            None => parts.push((label, said)),
        }
    }
    let parts: Vec<String> =
        parts.into_iter().map(|(labels, said)| format!("{labels}{colon}{said}")).collect();
    parts.join(voice.lang.pick("；", "; "))
}

/// What a claim has where several benefits need something else.
fn conditions<'a>(
    key: &str,
    benefits: &[&'a Benefit],
    speaker: impl Fn(Option<&'a Benefit>) -> Speaker<'a>,
) -> String {
    let speak = speaker(None);
    let voice = speak.voice;
    let Some(key) = speak.key(key) else { return speak.reason.code.clone() };
    let name = say::key_name(&key, voice.edition, voice.lang);
    let given = speak.given(&key);
    let needs = |b: &Benefit| speak.needed(&key, b);
    match voice.lang {
        Lang::Zh => format!("{name}为{given}，而{}", shared(benefits, needs, ("要求", voice))),
        Lang::En => format!("{name} is {given}; {}", shared(benefits, needs, (" needs ", voice))),
    }
}

struct Speaker<'a> {
    voice: Voice<'a>,
    known: &'a Known,
    reason: &'a Reason,
    benefit: Option<&'a Benefit>,
}

impl Speaker<'_> {
    fn pick(&self, zh: &str, en: &str) -> String {
        self.voice.lang.pick(zh, en).to_owned()
    }

    fn say(&self, zh: fmt::Arguments<'_>, en: fmt::Arguments<'_>) -> String {
        self.voice.say(zh, en)
    }

    fn short(&self) -> Yuan<'_> {
        self.voice.yuan(self.reason.short.unwrap_or(Exact::ZERO))
    }

    fn sentence(&self) -> String {
        let code = self.reason.code.as_str();
        match code.split_once('.') {
            Some(("condition", key)) => self.condition(key),
            Some(("missing-key", key)) => self.missing_key(key),
            Some(("missing-figure", word)) => self.missing_figure(word),
            Some(("missing-date", kind)) => self.missing_date(kind),
            Some(("missing-owner", scope)) => {
                let zh = Scope::from_word(scope).map_or("", |s| match s {
                    Scope::Household => "家庭编号",
                    Scope::Employer => "单位编号",
                    Scope::Member | Scope::Pool => "会员编号",
                });
                self.say(
                    format_args!("缺少{zh}，无法核对累计额度，请补充"),
                    format_args!("the {scope} is not stated: add its id"),
                )
            }
            Some(("excluded", id)) => {
                let excluded = self.voice.edition.exclusions.iter().find(|e| e.id == id);
                let label = excluded.map_or(id, |e| e.label.get(self.voice.lang));
                self.say(format_args!("属于不予给付的情形：{label}"), format_args!("excluded: {label}"))
            }
            Some(("unencoded", clause)) => self.say(
                format_args!("涉及尚未编入规则的条款{}，需人工审核", say::clause_mark(clause, Lang::Zh)),
                format_args!("clause {clause} is not encoded: a person must decide"),
            ),
            _ => self.plain(code),
        }
    }

    fn key(&self, word: &str) -> Option<Key> {
        self.known.key(word)
    }

    /// What a benefit needs a key to be.
    fn needed(&self, key: &Key, benefit: &Benefit) -> String {
        let (edition, lang) = (self.voice.edition, self.voice.lang);
        benefit.when.of(key).map(|test| say::test_value(key, test, edition, lang)).unwrap_or_default()
    }

    /// What the claim has for a key.
    fn given(&self, key: &Key) -> String {
        let lang = self.voice.lang;
        let words = self.reason.given.as_deref().unwrap_or("").split(' ');
        let given: Vec<String> = words.map(|w| say::word_name(key, w, self.voice.edition, lang)).collect();
        given.join(lang.pick("、", ", "))
    }

    fn condition(&self, word: &str) -> String {
        let Some(key) = self.key(word) else { return self.reason.code.clone() };
        let name = say::key_name(&key, self.voice.edition, self.voice.lang);
        let needed = self.benefit.map(|b| self.needed(&key, b)).unwrap_or_default();
        let given = self.given(&key);
        self.say(
            format_args!("{name}为{given}，本项待遇要求{name}为{needed}"),
            format_args!("{name} is {given}; the benefit needs {name} {needed}"),
        )
    }

    fn missing_key(&self, word: &str) -> String {
        if let Some(fact) = self.voice.edition.facts.iter().find(|f| f.id == word) {
            return fact.unknown.get(self.voice.lang).to_owned();
        }
        let name = self.key(word).map(|key| say::key_name(&key, self.voice.edition, self.voice.lang));
        let name = name.unwrap_or_else(|| word.into());
        self.say(format_args!("缺少“{name}”，请补充后再审核"), format_args!("“{name}” is not stated: add it"))
    }

    fn missing_figure(&self, word: &str) -> String {
        if let Some(fact) = self.voice.edition.facts.iter().find(|f| f.id == word) {
            return fact.unknown.get(self.voice.lang).to_owned();
        }
        let component = Component::from_word(word).map(|c| (c.names().zh[0], c.names().en));
        let class = word.strip_prefix("expense.").and_then(ExpenseClass::from_word);
        let class = class.map(|c| (c.zh(), c.word()));
        let (zh, en) = component.or(class).unwrap_or((word, word));
        let layer = word.strip_prefix("layer.");
        match layer {
            Some(id) => self.say(
                format_args!("缺少互助方案{id}的给付结果，请先办理该方案"),
                format_args!("the result of scheme {id} is not stated: settle that one first"),
            ),
            None => self.say(
                format_args!("结算单缺少“{zh}”，请提供载有该项金额的医保结算单"),
                format_args!("the settlement does not show “{en}”: ask for a slip that does"),
            ),
        }
    }

    fn missing_date(&self, word: &str) -> String {
        let kind = DateKind::from_word(word);
        let zh = kind.map_or(word, |k| k.zh());
        self.say(
            format_args!("缺少{zh}，无法确定适用的规定，请补充"),
            format_args!("the {word} is not stated: add it"),
        )
    }

    fn plain(&self, code: &str) -> String {
        let given = self.reason.given.as_deref().unwrap_or("");
        match code {
            "not-in-force" => self.say(
                format_args!("{given}不在本方案的执行期内"),
                format_args!("the scheme is not in force on {given}"),
            ),
            "too-many-share-units" => {
                let most = self.reason.bound.and_then(Exact::whole).map_or(0, |fen| fen.get() / 100);
                self.say(
                    format_args!("申请写明{given}份，而计划最多{most}份，请核对份数"),
                    format_args!(
                        "{given} share units are stated, and the plan allows {most} at most: check them"
                    ),
                )
            }
            "not-covered" => self.pick("事发当日不在保障期内", "not covered on the day of the event"),
            "waiting-period" => self.waiting(given),
            "late-claim" => self.late(given),
            "times-used-up" => self.times(),
            "below-deductible" => self.below(("起付线", "the deductible")),
            "below-trigger" => self.below(("给付门槛", "the threshold")),
            "band-pays-nothing" if self.reason.bound.is_some() => {
                self.below(("开始给付的金额", "the first sum that is paid on"))
            }
            "band-pays-nothing" => {
                self.pick("金额所在的分段不予给付", "the band that the amount falls into pays nothing")
            }
            "paid-ahead" => self.pick(
                "此前已给付的多于按累计额应得的，本次不再给付",
                "more was paid before than the running total is due: nothing now",
            ),
            "limit-used-up" => self.pick("额度已用完", "the limit is used up"),
            "limit-reached" => self.say(
                format_args!("超过最高额度，核减{}", self.short()),
                format_args!("trimmed to the limit by {}", self.short()),
            ),
            "ceiling-used-up" => self.pick("合计给付已达上限", "the ceiling over all benefits is used up"),
            "ceiling-reached" => self.say(
                format_args!("合计给付不得超过上限，核减{}", self.short()),
                format_args!("trimmed to the ceiling over all benefits by {}", self.short()),
            ),
            "no-paid-days" => self.pick("没有可给付的天数或次数", "no day or unit that is paid"),
            "within-own-share" => {
                self.pick("未超过应由个人负担的限额，由个人负担", "all of it is within what the member keeps")
            }
            "rounded-to-nought" => {
                self.pick("应付金额按规定取整后为零", "what would be paid is rounded to nought")
            }
            "nothing-left" => self.pick("扣除其他给付后没有余额", "nothing is left after what others paid"),
            "raised-to-minimum" => self.pick("已按最低给付额给付", "raised to the minimum payment"),
            "topped-up" => self.pick("已补足至规定金额", "topped up"),
            "waiting-reduced" => self.pick("在等待期内减额给付", "reduced within the waiting time"),
            "no-benefit" => self.pick("本方案没有可适用的待遇", "the scheme has no benefit for it"),
            _ => self.pick("没有可给付的金额", "there is nothing to pay on"),
        }
    }

    /// What was reached, and what is lacking to a bound.
    fn below(&self, (zh, en): (&str, &str)) -> String {
        let (short, bound) =
            (self.reason.short.unwrap_or(Exact::ZERO), self.reason.bound.unwrap_or(Exact::ZERO));
        let (reached, lacking) = (self.voice.yuan(bound.less(short)), self.voice.yuan(short));
        let bound = self.voice.bound(bound);
        let line = self.benefit.and_then(|b| b.lines.iter().find(|l| l.id == self.reason.line));
        let reached = match line.and_then(|l| l.along) {
            Some(along) => self.say(
                format_args!("按{}累计{reached}", say::window(along, Lang::Zh)),
                format_args!("{reached} so far {}", say::window(along, Lang::En)),
            ),
            None => reached.to_string(),
        };
        if short.is_zero() {
            return self.say(
                format_args!("{reached}，仅达到{zh}{bound}，须超过方可给付"),
                format_args!("{reached} is just {en} of {bound}, which must be passed"),
            );
        }
        self.say(
            format_args!("{reached}，还差{lacking}达到{zh}{bound}"),
            format_args!("{reached} is {lacking} below {en} of {bound}"),
        )
    }

    fn waiting(&self, day: &str) -> String {
        let left = self.reason.short.and_then(Exact::whole).map_or(0, |f| f.get() / 100);
        self.say(
            format_args!("事发时为参保第{day}天，尚在等待期内，再过{left}天方可享受"),
            format_args!("day {day} of cover is within the waiting time, which ends {left} days later"),
        )
    }

    fn late(&self, days: &str) -> String {
        let deadline = self.benefit.and_then(|b| b.deadline.as_ref());
        let most = deadline.map_or(0, |d| d.days);
        let lang = self.voice.lang;
        let from = deadline.map(|d| say::date_name(d.from, lang)).unwrap_or_default();
        self.say(
            format_args!("申请超过期限：应在{from}后{most}天内提出，实际为第{days}天"),
            format_args!("handed in {days} days after the {from}; the limit is {most} days"),
        )
    }

    fn times(&self) -> String {
        let most = self.benefit.and_then(|b| b.at_most.as_ref());
        let (times, window) =
            most.map_or((0, String::new()), |m| (m.times, say::window(m.along, self.voice.lang)));
        self.say(
            format_args!("{window}最多给付{times}次，已给付"),
            format_args!("paid at most {times} times {window}, and it was"),
        )
    }
}
