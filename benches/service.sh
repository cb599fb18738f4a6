#!/usr/bin/env bash
# The service under load: a demonstration of a release build is served, and wrk asks it with two threads on the same cores.
# Usage: benches/service.sh [BINARY]   (cargo build --release first; apt-get install wrk)
# Prints requests a second and p99 of the plainest answer, of quotes and of entitlements, the same at half their load;
# claims handed in and decided, durable, beside what `cargo bench --bench office` says without HTTP; resident memory
# before and after 100,000 requests; how long a start on an existing database takes; the size of the binary.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
binary=${1:-target/release/huzhu} work=$(mktemp -d) server=
command -v wrk > /dev/null || { echo 'wrk is missing: apt-get install wrk' >&2; exit 1; }

stop() { [[ -z $server ]] || { kill "$server" 2> /dev/null; wait "$server" 2> /dev/null; } || true; server=; }
trap 'stop; rm -rf "$work"' EXIT

# Serves the demonstration in the folder; the milliseconds until it answers stand in $started.
serve() {
    local began
    began=$(date +%s%N)
    : > "$work/said"
    "$binary" serve --demo --data "$work/office" --listen 127.0.0.1:0 --per-account 0 --per-address 0 --logins 0 \
        > "$work/said" 2> "$work/log" &
    server=$!
    until url=$(grep -m1 -s '^http://' "$work/said"); do kill -0 "$server"; done
    curl -sS -o "$work/ready" "$url/readyz"
    started=$((($(date +%s%N) - began) / 1000000))
}

resident() { awk '/^VmRSS/ { print int($2 / 1024) " MB" }' "/proc/$server/status"; }

# The cookie of somebody of the demonstration.
session() {
    curl -sS -D - -o "$work/entered" -X POST "$url/api/v1/demo/sessions" -H 'content-type: application/json' \
        -d "{\"login\":\"$1\"}" | tr -d '\r' | sed -n 's/^[Ss]et-[Cc]ookie: \([^;]*\);.*/\1/p'
}

# A script of wrk: method, path, body; %k in the body or the head is another number each time.
script() {
    cat << LUA
local thread, made = 0, 0
function setup(t) thread = thread + 1; t:set("id", thread) end
function request()
  made = made + 1
  local key = id .. "-" .. made .. "-" .. "$4"
  local head = { ["Cookie"] = [[$cookie]], ["Sec-Fetch-Site"] = "same-origin", ["Content-Type"] = "application/json",
    ["Idempotency-Key"] = key }
  return wrk.format("$1", "$2", head, ([[$3]]):gsub("%%k", key))
end
done = function(summary, latency)
  io.write(string.format("%d/s, p99 %.2f ms, %d errors\n", summary.requests / (summary.duration / 1e6),
    latency:percentile(99) / 1000, summary.errors.status + summary.errors.read + summary.errors.timeout))
end
LUA
}

# Load of a script: connections, seconds.
load() { wrk -t2 -c"$1" -d"$2"s -s "$3" "$url" | tail -1; }

serve
stop
serve
printf 'start on an existing database: %d ms\n' "$started"
printf 'binary: %d MB\n' $(($(stat -c %s "$binary") / 1048576))
cookie=$(session clerk)
member=$(curl -sS -H "Cookie: $cookie" "$url/api/v1/members?limit=1" | sed -n 's/.*"id":"\(m[0-9]*\)".*/\1/p')
facts='{"claim":{"event":"treatment","setting":"inpatient","dates":{"discharge":"'$(date +%F)'"},"settlement":{"self_pay":"9000.00"},"invoice":"bench-%k"},"person":{"member":"'$member'"}}'
script GET /healthz '' bare > "$work/bare.lua"
script POST /api/v1/quotes "{\"scheme\":\"demo/mutual\",\"facts\":$facts}" quote > "$work/quote.lua"
script GET "/api/v1/members/$member/entitlements" '' entitled > "$work/entitled.lua"
script POST /api/v1/claims "{\"scheme\":\"demo/mutual\",\"facts\":$facts}" claim > "$work/claim.lua"
for what in bare quote entitled; do
    printf '%s, 16 connections: ' "$what"; load 16 8 "$work/$what.lua"
    printf '%s, 2 connections (half load): ' "$what"; load 2 8 "$work/$what.lua"
done
printf 'claims handed in, durable, 32 connections: '; load 32 8 "$work/claim.lua"
# Those that were handed in are decided one by one, by as many at once.
curl -sS -H "Cookie: $cookie" "$url/api/v1/claims?stage=submitted&limit=200" | grep -o '"id":"c[0-9]*"' | cut -d'"' -f4 > "$work/claims"
began=$(date +%s%N)
xargs -P 16 -I{} curl -sS -o /dev/null -X POST "$url/api/v1/claims/{}/decide" -H "Cookie: $cookie" \
    -H 'Sec-Fetch-Site: same-origin' -H 'Idempotency-Key: decide-{}' < "$work/claims"
many=$(wc -l < "$work/claims") spent=$((($(date +%s%N) - began) / 1000000))
printf 'decided, a process of curl for each: %d in %d ms\n' "$many" "$spent"
printf 'resident before 100,000 requests: %s\n' "$(resident)"
asked=0
while [[ $asked -lt 100000 ]]; do
    rate=$(load 16 10 "$work/entitled.lua")
    asked=$((asked + ${rate%%/*} * 10))
done
printf 'resident after %d requests: %s\n' "$asked" "$(resident)"
