#!/usr/bin/env bash
# One of three accounts becomes ten times slower in the middle of a run: how close the whole comes to the ideal split, where Telegram limits each account.
#
#   perf/telegram-slow-account.sh [TGP] [BYTES_PER_SECOND_AND_ACCOUNT]
#
# Ideal: all three at their speed until then, and from then on two and a tenth of one, to the last byte. Prints the seconds from the first file to the end,
# the ideal, their ratio, and what each account fetched; more than 1.15 makes the command fail. What the slow account has begun stays with it: its files,
# and the album it is at; they must not outlast the rest of the job, so files are small beside it.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
tgp=${1:-"dotnet $root/core/TgPlatform.Cli/bin/Release/net10.0/tgp.dll"}
rate=${2:-1000000}
slow_after=100
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat > "$work/telegram.sandbox.yaml" <<YAML
accounts: [{ phone: "491700000001" }, { phone: "491700000002" }, { phone: "491700000003" }]
chats:
  - { title: Archive, username: archive, messages: 601, media: [document], album_every: 10, minimum_file_bytes: 50000, maximum_file_bytes: 250000, data_centre: 2 }
faults: { account_bytes_per_second: $rate }
rules:
  - { on: upload.getFile, account: "491700000002", skip: $slow_after, times: 1, account_bytes_per_second: $((rate / 10)) }
YAML
cat > "$work/pool.yaml" <<'YAML'
name: pool
source:
  use: telegram
  with:
    accounts: [first, slow, third]
    chats: ["@archive"]
    server: { address: "${SANDBOX_TELEGRAM}", key: "${SANDBOX_TELEGRAM_KEY}", phones: "${SANDBOX_TELEGRAM_PHONES}", code: "${SANDBOX_TELEGRAM_CODE}" }
path: "{item.MessageId}_{item.Name}"
sinks: [{ use: filesystem, with: { root: downloads } }]
YAML
$tgp run "$work/pool.yaml" --sandbox --json > "$work/events" 2> "$work/errors" || { cat "$work/errors" >&2; exit 1; }
python3 - "$work/events" "$rate" "$slow_after" <<'PY'
import collections, datetime, json, sys
rate, slow_after = float(sys.argv[2]), int(sys.argv[3])
moment = lambda text: datetime.datetime.fromisoformat(text)
lane, lanes, committed, begun, end = {}, collections.Counter(), [], None, None
for line in open(sys.argv[1]):
    event = json.loads(line)
    at = moment(event["at"])
    if event["event"] == "item_claimed":
        begun = begun or at
        lane[event["item"]] = event["lane"]
    elif event["event"] == "item_committed":
        committed.append((at, event["item"], event["bytes"] if "bytes" in event else event["length"]))
        lanes[lane[event["item"]]] += committed[-1][2]
    elif event["event"] == "run_ended":
        end = at
total = sum(size for _, _, size in committed)
# The slow account asks for about one part per file: it became slow when it had fetched about this much.
slow = [size for _, item, size in sorted(committed) if lane[item] == "slow"][:slow_after]
until = sum(slow) / rate
ideal = until + (total - 3 * rate * until) / (2.1 * rate)
took = (end - begun).total_seconds()
print(f"{'account':<10}{'MB':>8}")
for name in ("first", "slow", "third"):
    print(f"{name:<10}{lanes[name] / 1e6:>8.1f}")
print(f"slow after {until:.1f} s; took {took:.1f} s, ideal {ideal:.1f} s, ratio {took / ideal:.3f}")
sys.exit(took / ideal > 1.15)
PY
