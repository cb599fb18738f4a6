#!/usr/bin/env bash
# The service under load: a demonstration of a release build is served, and wrk asks it with two threads on the same cores.
# Usage: benches/service.sh [BINARY [BENCH]]   (cargo build --release first; apt-get install wrk)
# Prints requests a second and p99 of the plainest answer, of quotes and of entitlements, the same at half their load;
# resident memory before and after 100,000 requests; claims handed in and decided, durable, beside the same without HTTP
# where BENCH is the office's bench (`cargo bench --no-run --bench office` says where); how long a start on an existing
# database takes; the size of the binary.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
binary=${1:-target/release/huzhu} bench=${2:-} people=6000
command -v wrk > /dev/null || { echo 'wrk is missing: apt-get install wrk' >&2; exit 1; }

. benches/served.sh

# A script of wrk: method, path, body. In the body, %i is another invoice each time and %m another member, %n an invoice of
# the member's and %a another amount each time: a thousand forms that are typed into.
script() {
    cat << LUA
local made, members = 0, { $(sed 's/.*/"&",/' "$work/members" | tr '\n' ' ') }
local threads = {}
function setup(thread) threads[#threads + 1] = thread; thread:set("id", #threads) end
function ask(method, path, body)
  made = made + 1
  local key = "$4" .. "-" .. id .. "-" .. made
  local at = made % #members + 1
  local member = members[at]
  body = body:gsub("%%n", string.format("5298%014d", at)):gsub("%%a", string.format("%d.%02d", 8000 + made % 999, made % 100))
  local head = { ["Cookie"] = [[$cookie]], ["Sec-Fetch-Site"] = "same-origin", ["Content-Type"] = "application/json",
    ["Idempotency-Key"] = key }
  return wrk.format(method, path:gsub("%%m", member), head, (body:gsub("%%i", string.format("5299%04d-%010d", id, made)):gsub("%%m", member)))
end
function request() return ask("$1", "$2", [[$3]]) end
function done(summary, latency)
  io.write(string.format("%d/s, p99 %.2f ms, %d errors\n", summary.requests / (summary.duration / 1e6),
    latency:percentile(99) / 1000, summary.errors.status + summary.errors.read + summary.errors.timeout))
end
LUA
}

# The same, where each claim that was handed in is decided next, and those are counted that were decided.
decided() {
    script "$@"
    cat << 'LUA'
local waiting = {}
ended = 0
local hand_in = request
function request()
  local claim = table.remove(waiting, 1)
  if claim then return ask("POST", "/api/v1/claims/" .. claim .. "/decide", "") end
  return hand_in()
end
function response(status, head, body)
  local claim = body:match('"claim":"(c%d+)","receipt"')
  if claim then waiting[#waiting + 1] = claim elseif status == 200 then ended = ended + 1 end
end
function done(summary, latency)
  local all = 0
  for _, thread in ipairs(threads) do all = all + thread:get("ended") end
  io.write(string.format("%d/s, %d errors\n", all / (summary.duration / 1e6), summary.errors.status))
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
# A thousand members, so that no one has more claims than people have.
after=
for _ in 1 2 3 4 5; do
    curl -sS -H "Cookie: $cookie" "$url/api/v1/members?limit=200$after" > "$work/page"
    grep -o '"id":"m[0-9]*"' "$work/page" | cut -d'"' -f4 >> "$work/members"
    after="&cursor=$(sed -n 's/.*"next":"\([^"]*\)".*/\1/p' "$work/page")"
done
facts='{"claim":{"event":"treatment","setting":"inpatient","dates":{"discharge":"'$(date +%F)'"},"settlement":{"self_pay":"9000.00"},"invoice":"%i"},"person":{"member":"%m"}}'
script GET /healthz '' bare > "$work/bare.lua"
typed=$(sed 's/9000.00/%a/;s/%i/%n/' <<< "$facts")
script POST '/api/v1/quotes?lang=zh' "{\"scheme\":\"demo/mutual\",\"facts\":$typed}" quote > "$work/quote.lua"
script GET /api/v1/members/%m/entitlements '' entitled > "$work/entitled.lua"
decided POST /api/v1/claims "{\"scheme\":\"demo/mutual\",\"facts\":$facts}" claim > "$work/claim.lua"
for what in bare quote entitled; do
    printf '%s, 16 connections: ' "$what"; load 16 8 "$work/$what.lua"
    printf '%s, 2 connections (half load): ' "$what"; load 2 8 "$work/$what.lua"
done
printf 'resident before 100,000 requests: %s\n' "$(resident)"
asked=0
while [[ $asked -lt 100000 ]]; do
    rate=$(load 16 10 "$work/entitled.lua")
    asked=$((asked + ${rate%%/*} * 10))
done
printf 'resident after %d requests: %s\n' "$asked" "$(resident)"
printf 'handed in and decided, durable, 32 connections: '; load 32 10 "$work/claim.lua"
stop
[[ -z $bench ]] || "$bench" life sqlite 2> /dev/null | grep 'handed in and decided'
