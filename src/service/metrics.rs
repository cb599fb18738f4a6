//! Metrics in the text form of Prometheus: how long each route takes, what came of it, what was decided.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Upper bounds of the buckets, in microseconds, and as Prometheus writes them in seconds.
const BOUNDS: [(i64, &str); 9] = [
    (1_000, "0.001"),
    (2_500, "0.0025"),
    (5_000, "0.005"),
    (10_000, "0.01"),
    (25_000, "0.025"),
    (100_000, "0.1"),
    (500_000, "0.5"),
    (2_500_000, "2.5"),
    (10_000_000, "10"),
];

/// What was counted since the start.
#[derive(Default)]
pub(super) struct Metrics {
    answered: Mutex<BTreeMap<(String, String), Latency>>,
    counted: Mutex<BTreeMap<(&'static str, String), u64>>,
}

#[derive(Default)]
struct Latency {
    buckets: [u64; BOUNDS.len()],
    count: u64,
    sum_us: i64,
    statuses: BTreeMap<u16, u64>,
}

impl Metrics {
    /// A request of a method and a route was answered with a status, after so many microseconds.
    pub(super) fn answered(&self, (method, route, status): (&str, &str, u16), us: i64) {
        let mut answered = self.answered.lock().unwrap_or_else(PoisonError::into_inner);
        let latency = answered.entry((route.to_owned(), method.to_owned())).or_default();
        latency.count += 1;
        latency.sum_us += us;
        *latency.statuses.entry(status).or_default() += 1;
        for (bucket, (bound, _)) in latency.buckets.iter_mut().zip(BOUNDS) {
            *bucket += u64::from(us <= bound);
        }
    }

    /// Something happened: a decision with its outcome, a login with its result.
    pub(super) fn count(&self, what: &'static str, result: &str) {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        *counted.entry((what, result.to_owned())).or_default() += 1;
    }

    /// All of it, and what stands now: name, labels and value.
    pub(super) fn text(&self, now: &[(&'static str, String, i64)]) -> String {
        let mut text = String::new();
        self.latencies(&mut text);
        let counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        for ((what, result), count) in counted.iter() {
            put(&mut text, &format!("huzhu_{what}_total{{result=\"{}\"}} {count}", label(result)));
        }
        for (name, labels, value) in now {
            put(&mut text, &format!("huzhu_{name}{labels} {value}"));
        }
        text
    }

    fn latencies(&self, text: &mut String) {
        let answered = self.answered.lock().unwrap_or_else(PoisonError::into_inner);
        put(text, "# HELP huzhu_http_request_seconds How long requests take, by route.");
        put(text, "# TYPE huzhu_http_request_seconds histogram");
        for ((route, method), latency) in answered.iter() {
            let of = format!("route=\"{}\",method=\"{}\"", label(route), label(method));
            for (bucket, (_, bound)) in latency.buckets.iter().zip(BOUNDS) {
                put(text, &format!("huzhu_http_request_seconds_bucket{{{of},le=\"{bound}\"}} {bucket}"));
            }
            let Latency { count, sum_us, statuses, .. } = latency;
            put(text, &format!("huzhu_http_request_seconds_bucket{{{of},le=\"+Inf\"}} {count}"));
            let (seconds, rest) = (sum_us / 1_000_000, sum_us % 1_000_000);
            put(text, &format!("huzhu_http_request_seconds_sum{{{of}}} {seconds}.{rest:06}"));
            put(text, &format!("huzhu_http_request_seconds_count{{{of}}} {count}"));
            for (status, count) in statuses {
                put(text, &format!("huzhu_http_responses_total{{{of},status=\"{status}\"}} {count}"));
            }
        }
    }
}

fn put(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// A value as it stands between quotes.
pub(super) fn label(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::Metrics;

    #[test]
    fn buckets_add_up_from_below() {
        let metrics = Metrics::default();
        metrics.answered(("GET", "/a/{b}", 200), 900);
        metrics.answered(("GET", "/a/{b}", 404), 3_000_001);
        metrics.count("logins", "done");
        let text = metrics.text(&[("pool_fen", "{pool=\"p\"}".into(), -5)]);
        let of = "route=\"/a/{b}\",method=\"GET\"";
        for line in [
            format!("huzhu_http_request_seconds_bucket{{{of},le=\"0.001\"}} 1"),
            format!("huzhu_http_request_seconds_bucket{{{of},le=\"2.5\"}} 1"),
            format!("huzhu_http_request_seconds_bucket{{{of},le=\"10\"}} 2"),
            format!("huzhu_http_request_seconds_sum{{{of}}} 3.000901"),
            format!("huzhu_http_responses_total{{{of},status=\"404\"}} 1"),
            "huzhu_logins_total{result=\"done\"} 1".to_owned(),
            "huzhu_pool_fen{pool=\"p\"} -5".to_owned(),
        ] {
            assert!(text.lines().any(|found| found == line), "{line}\n{text}");
        }
    }
}
