#!/usr/bin/env bash
# The service under load: a demonstration of a release build is served, and wrk asks it with two threads on the same cores.
# Usage: benches/service.sh BINARY BARE [OFFICE]   (needs wrk; `cargo build --release` makes BINARY, `cargo bench --no-run`
# makes the benches `bare` and `office` and says where)
# Prints requests a second and p99 of the plainest answer, of quotes and of entitlements, at full load and at half of it, the
# latter two beside a bare endpoint of axum that is sent the same requests and gives the same answers;
# resident memory before and after 100,000 requests; claims handed in and decided, durable, beside the same without HTTP
# where OFFICE is named; how long a start on an existing database takes; the size of the binary.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
binary=${1:-target/release/huzhu} bare=${2:-} bench=${3:-} people=6000
[[ -x $bare ]] || { echo 'Name the bench of a bare endpoint: cargo bench --no-run --bench bare' >&2; exit 1; }
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

# The same, where twenty thousand requests for each connection's thread are put together before the clock starts, so that
# what wrk does for one is the same whatever is asked.
prepared() {
    script "$@"
    cat << 'LUA'
local one, asked, at = request, {}, 0
function init() for each = 1, 20000 do asked[each] = one() end end
function request() at = at % #asked + 1; return asked[at] end
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

# Load of a script: connections, seconds, script, and where.
load() { wrk -t2 -c"$1" -d"$2"s -s "$3" "${4:-$url}" | tail -1; }

# A script at full load and at half of it: what it is called, and where.
loads() {
    printf '%s, 16 connections: ' "$1"; load 16 8 "$work/$2.lua" "${3:-$url}"
    printf '%s, 2 connections (half load): ' "$1"; load 2 8 "$work/$2.lua" "${3:-$url}"
}

# A script beside a bare endpoint that gives the same answer: what it is called, and how curl asks once.
beside() {
    local endpoint where name=$1 lua=$2
    shift 2
    curl -sS --fail -H "Cookie: $cookie" -H 'Sec-Fetch-Site: same-origin' -o "$work/answer" "$@"
    : > "$work/bare"
    "$bare" "$work/answer" > "$work/bare" & endpoint=$!
    until where=$(grep -m1 -s '^http://' "$work/bare"); do kill -0 "$endpoint"; done
    loads "bare, as $name" "$lua" "$where"
    loads "$name" "$lua"
    kill "$endpoint"
}

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
claim="{\"scheme\":\"demo/mutual\",\"facts\":$facts}"
typed=$(sed 's/9000.00/%a/;s/%i/%n/' <<< "$claim")
quotes='/api/v1/quotes?lang=zh' entitlements=/api/v1/members/%m/entitlements member=$(head -1 "$work/members")
prepared GET /healthz '' health > "$work/health.lua"
prepared POST "$quotes" "$typed" quote > "$work/quote.lua"
prepared GET "$entitlements" '' entitled > "$work/entitled.lua"
decided POST /api/v1/claims "$claim" claim > "$work/claim.lua"
loads 'plainest answer' health
beside quotes quote -H 'Content-Type: application/json' -d "$(sed "s/%a/9000.00/;s/%n/52980/;s/%m/$member/" <<< "$typed")" "$url$quotes"
beside entitlements entitled "$url${entitlements/\%m/$member}"
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
