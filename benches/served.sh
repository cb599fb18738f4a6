# Sourced by the benches of the service: a demonstration of $people people, served by $binary in a folder of its own.
work=$(mktemp -d) server=

stop() { [[ -z $server ]] || { kill "$server" 2> /dev/null; wait "$server" 2> /dev/null; } || true; server=; }
trap 'stop; rm -rf "$work"' EXIT

# Serves the demonstration in the folder; the milliseconds until it answers stand in $started.
serve() {
    local began
    began=$(date +%s%N)
    : > "$work/said"
    "$binary" serve --demo --people "$people" --data "$work/office" --listen 127.0.0.1:0 --per-account 0 --per-address 0 --logins 0 \
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
