#!/usr/bin/env bash
# The pages of a large office: how long the server takes for each, and how large it is on its way.
# Usage: benches/pages.sh [BINARY [PEOPLE]]   (cargo build --release first)
# Asks for each page 21 times, one after the other, and prints the median in microseconds, as the server's log has it, and
# the bytes that came over the wire, compressed where the server does so.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
binary=${1:-target/release/huzhu} people=${2:-100000}
. benches/served.sh

# page WHO PATH [FORM]: a GET, or a POST of a form.
page() {
    local bytes us
    for _ in $(seq 21); do
        bytes=$(curl -sS -m 30 -o /dev/null -w '%{size_download}' -H 'Accept-Encoding: gzip, br' -H "Cookie: ${cookies[$1]}" \
            -H 'Sec-Fetch-Site: same-origin' ${3:+-d "$3"} "$url$2")
    done
    us=$(grep -o '"status":[0-9]*,"us":[0-9]*' "$work/log" | tail -21 | sed 's/.*"us"://' | sort -n | sed -n 11p)
    printf '%8d us %8d bytes  %s\n' "$us" "$bytes" "$2"
}

declare -A cookies
printf 'loading %d people …\n' "$people"
serve
for who in clerk reviewer finance administrator auditor member; do cookies[$who]=$(session "$who"); done
while read -r who path form; do page "$who" "$path" "$form"; done << 'PAGES'
clerk /desk
clerk /members
clerk /members/by-name name=测试
clerk /members/find wanted=m00000012
clerk /members/m00000012
clerk /claims/new?member=m00000012
reviewer /review
finance /finance
finance /finance/received
finance /finance/vouchers
finance /finance/trial
finance /finance/ledger
finance /finance/periods
administrator /office
administrator /office/organisations
administrator /office/schemes
administrator /office/health
auditor /audit
member /my
member /my/claims
member /my/estimate
PAGES
stop
