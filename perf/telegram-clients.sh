#!/usr/bin/env bash
# The two Telegram clients beside each other: the same channel from the emulated Telegram, in alternation, without and with latency.
# Needs a tgp that has both: dotnet build core/TgPlatform.Cli -c Release -p:FullFeed=true
#
#   perf/telegram-clients.sh [TGP] [ROUNDS] [FILES]
#
# FILES are of 16 MB each. Prints medians: MB per second from the first file claimed to the end, MB per second of processor time of the whole tgp
# (hashing and writing included, the emulated Telegram is another process), and the first client's as a multiple of the second's.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
tgp=${1:-"dotnet $root/core/TgPlatform.Cli/bin/Release/net10.0/tgp.dll"}
rounds=${2:-3}
files=${3:-16}
work=$(mktemp -d)
service=
trap '[ -z "$service" ] || kill "$service" 2>/dev/null || true; rm -rf "$work"' EXIT
TIMEFORMAT='%U %S'

begin() {
  cat > "$work/scenario.yaml" <<YAML
accounts: [{ phone: "491700000001" }]
chats: [{ title: Archive, username: archive, messages: $((files + 1)), media: [document], minimum_file_bytes: 16000000, maximum_file_bytes: 16000000, data_centre: 2 }]
faults: { latency_milliseconds: $1 }
YAML
  rm -f "$work/env"
  $tgp sandbox --scenario "$work/scenario.yaml" --env-file "$work/env" > "$work/service.log" 2>&1 &
  service=$!
  until [ -s "$work/env" ]; do kill -0 "$service" 2>/dev/null || { cat "$work/service.log" >&2; exit 1; }; read -rt 0.1 <> <(:) || true; done
}

end() { kill "$service"; wait "$service" 2>/dev/null || true; service=; }

measure() {
  cat > "$work/one.yaml" <<YAML
name: one
source:
  use: telegram
  with:
    client: $1
    accounts: [main]
    chats: ["@archive"]
    at_once: { connections: 8 }
    server: { address: "\${SANDBOX_TELEGRAM}", key: "\${SANDBOX_TELEGRAM_KEY}", phones: "\${SANDBOX_TELEGRAM_PHONES}", code: "\${SANDBOX_TELEGRAM_CODE}" }
path: "{item.MessageId}_{item.Name}"
sinks: [{ use: filesystem, with: { root: out } }]
YAML
  { time (set -a; . "$work/env"; $tgp run "$work/one.yaml" --json > "$work/events" 2> "$work/errors") || { cat "$work/errors" >&2; exit 1; }; } 2> "$work/cpu"
  python3 - "$work" <<'PY'
import datetime, json, pathlib, sys
work = pathlib.Path(sys.argv[1])
at = {}
for line in open(work / "events"):
    event = json.loads(line)
    at.setdefault(event["event"], event["at"])
moment = lambda text: datetime.datetime.fromisoformat(text[:26].rstrip("+") + "+00:00")
size = sum(file.stat().st_size for file in (work / "out").rglob("*") if file.is_file()) / 1e6
print(size, size / (moment(at["run_ended"]) - moment(at["item_claimed"])).total_seconds(), size / sum(map(float, open(work / "cpu").read().split())))
PY
  rm -rf "$work/out" "$work/.tgp"
}

printf '%-10s %-10s %8s %8s %16s\n' latency client MB MB/s 'MB/CPU second'
for latency in 0 60; do
  begin "$latency"
  for round in $(seq "$rounds"); do
    for client in own wtelegram; do measure "$client" >> "$work/$latency-$client"; done
  done
  end
  python3 - "$work" "$latency" <<'PY'
import statistics, sys
rows = {}
for client in ("own", "wtelegram"):
    measured = [list(map(float, line.split())) for line in open(f"{sys.argv[1]}/{sys.argv[2]}-{client}")]
    rows[client] = size, wall, cpu = [statistics.median(column) for column in zip(*measured)]
    print(f"{sys.argv[2] + ' ms':10} {client:10} {size:8.0f} {wall:8.1f} {cpu:16.1f}")
print(f"{sys.argv[2] + ' ms':10} {'ratio':10} {'':8} {rows['own'][1] / rows['wtelegram'][1]:8.2f} {rows['own'][2] / rows['wtelegram'][2]:16.2f}")
PY
done
