#!/usr/bin/env bash
# How much faster several accounts are than one, where Telegram limits each: the same channel from the emulated Telegram over 1, 3 and 8 accounts.
#
#   perf/telegram-accounts.sh [TGP] [BYTES_PER_SECOND_AND_ACCOUNT]
#
# Prints the seconds from the first file to the end, and the ratio to one account. The files are in several data centres: accounts of the sandbox sign in
# anew on every run and agree on a key with each of them meanwhile, which saved sign-ins keep.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
tgp=${1:-"dotnet $root/core/TgPlatform.Cli/bin/Release/net10.0/tgp.dll"}
rate=${2:-2000000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

{
  echo "accounts:"
  for n in 1 2 3 4 5 6 7 8; do echo "  - { phone: \"49170000000$n\" }"; done
  echo "chats:"
  echo "  - { title: Archive, username: archive, messages: 241, media: [document], album_every: 10, minimum_file_bytes: 500000, maximum_file_bytes: 1500000 }"
  echo "faults: { account_bytes_per_second: $rate }"
} > "$work/telegram.sandbox.yaml"

seconds() {
  cat > "$work/pool.yaml" <<YAML
name: pool
source:
  use: telegram
  with:
    accounts: [$(seq -s ', ' -f 'a%g' "$1")]
    chats: ["@archive"]
    server: { address: "\${SANDBOX_TELEGRAM}", key: "\${SANDBOX_TELEGRAM_KEY}", phones: "\${SANDBOX_TELEGRAM_PHONES}", code: "\${SANDBOX_TELEGRAM_CODE}" }
path: "{item.MessageId}_{item.Name}"
sinks: [{ use: filesystem, with: { root: downloads-$1 } }]
engine: { producers: 40 }
YAML
  $tgp run "$work/pool.yaml" --sandbox --json > "$work/events" 2> "$work/errors" || { cat "$work/errors" >&2; exit 1; }
  # From the first claim to the end: what comes before is signing in.
  python3 - "$work/events" <<'PY'
import json, sys, datetime
at = {}
for line in open(sys.argv[1]):
    event = json.loads(line)
    at.setdefault(event["event"], event["at"])
parse = lambda text: datetime.datetime.fromisoformat(text)
print((parse(at["run_ended"]) - parse(at["item_claimed"])).total_seconds())
PY
  rm -rf "$work/downloads-$1" "$work/.tgp"
}

one=$(seconds 1)
printf '%-10s %8s %8s\n' accounts seconds ratio
printf '%-10s %8.1f %8.2f\n' 1 "$one" 1
for accounts in 3 8; do
  took=$(seconds "$accounts")
  printf '%-10s %8.1f %8.2f\n' "$accounts" "$took" "$(python3 -c "print($one / $took)")"
done
