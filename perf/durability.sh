#!/usr/bin/env bash
# What CI shows in small, in large: 1,000 kills, a no-op rerun over 100,000 items, a million items in a
# ledger, what the sums cost, and 8 hours of small files with memory looked at.
#   bash perf/durability.sh [kills|rerun|ledger|sums|soak]… [--quick] [--keep]
# Without a name all of them; --quick takes a twentieth; --keep puts what was said into perf/results/. DURABILITY_TGP=DIR takes an already published tgp,
# DURABILITY_WORK=DIR another folder than /var/tmp. Fails when a promise is broken, when a count is wrong, or when memory grows.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/.." && pwd)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
scale=1 keep= cases=()
while [ $# -gt 0 ]; do
  case "$1" in
    --quick) scale=20 ;;
    --keep) keep=yes ;;
    kills | rerun | ledger | sums | soak) cases+=("$1") ;;
    *) echo "unknown: $1"; exit 2 ;;
  esac
  shift
done
[ ${#cases[@]} -gt 0 ] || cases=(kills rerun ledger sums soak)

work=$(mktemp -d "${DURABILITY_WORK:-/var/tmp}/tgp-durability.XXXXXX")
trap '[ -z "${sandbox:-}" ] || kill "$sandbox" 2>/dev/null || true; wait; rm -rf "$work"' EXIT
tgp=${DURABILITY_TGP:-$work/tgp}
[ -n "${DURABILITY_TGP:-}" ] || dotnet publish "$root/core/TgPlatform.Cli" -c Release -o "$tgp" -v quiet --nologo
tgp=$tgp/tgp

serve() { # the sandbox's web server, in a process of its own that nobody kills; its address is in $url then
  [ -z "${sandbox:-}" ] || return 0
  mkdir "$work/sandbox"
  (cd "$work/sandbox" && exec "$tgp" sandbox --env-file sandbox.env) > "$work/sandbox/said" 2>&1 &
  sandbox=$!
  until [ -s "$work/sandbox/sandbox.env" ]; do kill -0 "$sandbox" || { cat "$work/sandbox/said"; exit 1; }; sleep 0.2; done
  url=$(sed -n 's/^SANDBOX_HTTP="\(.*\)"$/\1/p' "$work/sandbox/sandbox.env")
}

# A table that is printed, and kept when asked for: when, on what, by which commit.
begin() { # CASE
  report=$work/durability-$1.md
  echo "$(date -u '+%Y-%m-%d %H:%MZ'); $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1); $(nproc) cores; load $(cut -d' ' -f1 /proc/loadavg) at the start; tgp $("$tgp" --version)" > "$report"
  echo >> "$report"
}
finish() {
  cat "$report"
  [ -z "$keep" ] || { mkdir -p "$here/results" && cp "$report" "$here/results/"; }
}

kills() {
  serve
  mkdir "$work/kills"
  # 300 small, 40 middle and 6 large ones, 137 MiB, over a server that is slow in both ways; some break off or refuse the first time.
  for n in $(seq 300); do echo "$url/bytes/$((n * 97 % 16000 + 1))/small/$n.bin?digest=none&latency_ms=4"; done > "$work/kills/list.txt"
  for n in $(seq 40); do echo "$url/bytes/$((500000 + n * 9000))/middle/$n.bin?digest=none&bytes_per_second=8000000$([ $((n % 8)) -ne 0 ] || echo '&drop=300000&first=1')"; done >> "$work/kills/list.txt"
  for n in $(seq 6); do echo "$url/bytes/18MiB/large/$n.bin?digest=none&bytes_per_second=16000000"; done >> "$work/kills/list.txt"
  cat > "$work/kills/pipeline.yaml" <<YAML
name: kills
source: { use: http, with: { list: list.txt } }
path: "{item.Id}"
sinks:
  - { use: filesystem, name: all, with: { root: all } }
  - { use: filesystem, name: larger, when: item.Size > 1.KB(), with: { root: larger } }
YAML
  begin kills
  local code=0
  "$tgp" chaos "$work/kills/pipeline.yaml" --kills $((1000 / scale)) --seed 1000 > "$work/kills/said" 2> "$work/kills/errors" || code=$?
  { head -n 1 "$work/kills/said"; tail -n 1 "$work/kills/said"; cat "$work/kills/errors"; echo "exit code $code"; } >> "$report"
  finish
  return $code
}

many() { # FOLDER COUNT: a pipeline of so many small files; one in 1,000 fails the first time
  mkdir "$work/$1"
  seq "$2" | awk -v url="$url" '{print url "/bytes/1KiB/" int($1 / 1000) "/" $1 ".bin?digest=none" ($1 % 1000 == 7 ? "&status=503&first=1" : "")}' > "$work/$1/list.txt"
  cat > "$work/$1/pipeline.yaml" <<YAML
name: $1
source: { use: http, with: { list: list.txt } }
path: "{item.Name[^5]}/{item.Name}"
retry: { attempts: 5, backoff: 100ms..1s }
sinks: [{ use: filesystem, with: { root: files, on_conflict: fail } }]
YAML
}

rerun() {
  serve
  local count=$((100000 / scale))
  many rerun $count
  begin rerun
  "$tgp" run "$work/rerun/pipeline.yaml" --quiet
  local asked from took
  echo "$url/bytes/1KiB/new/00001.bin?digest=none" >> "$work/rerun/list.txt"
  { echo "| run over $count known files | wall s | opened |"; echo "| --- | ---: | ---: |"; } >> "$report"
  for what in "and a new one" "nothing new" "nothing new, list read from its beginning"; do
    # A list that no longer begins as it did is read whole: every item is then asked of the ledger.
    [ "$what" != "nothing new, list read from its beginning" ] || sed -i '1{h;d};${p;x}' "$work/rerun/list.txt"
    from=$(date +%s%N)
    "$tgp" run "$work/rerun/pipeline.yaml" --json > "$work/rerun/said"
    took=$((($(date +%s%N) - from) / 1000000))
    asked=$(grep -c '^{"event":"item_claimed"' "$work/rerun/said" || true)
    printf '| %s | %s | %s |\n' "$what" "$((took / 1000)).$(printf %03d $((took % 1000)))" "$asked" >> "$report"
  done
  finish
}

# Eight hours at 20 files a second, as fast as they go: memory and accounting looked at every 10 seconds, from outside.
soak() {
  serve
  many soak $((576000 / scale))
  begin soak
  { echo "| after s | resident MiB | done | found = sum |"; echo "| ---: | ---: | ---: | --- |"; } >> "$report"
  "$tgp" run "$work/soak/pipeline.yaml" --quiet > "$work/soak/said" 2>&1 &
  local run=$! began=$SECONDS code=0
  while sleep $((scale > 1 ? 1 : 10)) && kill -0 $run 2>/dev/null; do
    local resident status
    resident=$(awk '/^VmRSS/ {printf "%.1f", $2 / 1024}' "/proc/$run/status" 2>/dev/null) || continue
    status=$("$tgp" status "$work/soak/pipeline.yaml" --json 2>/dev/null) || [ -n "$status" ] || continue
    python3 - "$status" $((SECONDS - began)) "${resident:-0}" >> "$report" <<'PY'
import json, sys
counts = json.loads(sys.argv[1])["counts"]
parts = sum(counts[fate] for fate in ("done", "filtered", "skipped", "dead", "pending"))
print(f"| {sys.argv[2]} | {sys.argv[3]} | {counts['done']} | {'yes' if parts == counts['found'] else 'NO'} |")
PY
  done
  wait $run || code=$?
  # Flat: the second half of the run needs hardly more than the first, which includes start-up.
  awk -F'|' -v code=$code '/^\| [0-9]/ {at[++n] = $3; if (/NO/) wrong++} END {
    for (i = 1; i <= n; i++) { half = i > n / 2 ? 2 : 1; if (at[i] > most[half]) most[half] = at[i] }
    printf "\nMost memory: %.0f MiB in the first half, %.0f MiB in the second; %d looks, %d wrong sums, exit code %d.\n", most[1], most[2], n, wrong, code
    exit code != 0 || wrong > 0 || most[2] > most[1] * 1.15 }' "$report" > "$work/soak/verdict" || code=1
  cat "$work/soak/verdict" "$work/soak/said" >> "$report"
  [ "$(find "$work/soak/files" -type f -size 1024c | wc -l)" -eq $((576000 / scale)) ] || { echo "files are missing" >> "$report"; code=1; }
  finish
  return $code
}

ledger() {
  begin ledger
  dotnet run --project "$here/Benchmarks" -c Release -- ledger $((1000000 / scale)) >> "$report"
  finish
}

# Processor time of the sums alone, made in memory of as many bytes, beside that of whole transfers to a disk; of the same with SHA-256 too.
sums() {
  serve
  mkdir "$work/hash"
  local megabytes=$((1024 / scale)) rounds=5 round sum
  for round in a b; do echo "$url/bytes/${megabytes}MiB/$round.bin?digest=none"; done > "$work/hash/list.txt"
  printf 'name: hash\nsource: { use: http, with: { list: list.txt } }\nsinks: [{ use: filesystem, with: { root: files } }]\n' > "$work/hash/pipeline.yaml"
  # Built before anything is timed: a build takes longer than all that follows.
  dotnet build "$here/Benchmarks" -c Release -v quiet --nologo > "$work/hash/build" || { cat "$work/hash/build"; return 1; }
  begin sums
  dotnet run --project "$here/Benchmarks" -c Release --no-build -- sums > "$work/hash/sums"
  for round in $(seq $rounds); do
    for sum in crc64 sha256; do
      rm -rf "$work/hash/.tgp" "$work/hash/files"
      (TIMEFORMAT='%U %S %R'; time "$tgp" run "$work/hash/pipeline.yaml" --quiet --set integrity.hash=$sum) 2>> "$work/hash/$sum"
    done
  done
  { echo "| two files of $megabytes MiB, medians of $rounds in alternation | CPU s of the whole run | wall s | of that CPU the sums | percent |"; echo "| --- | ---: | ---: | ---: | ---: |"; } >> "$report"
  for sum in crc64 sha256; do
    local wall
    wall=$(awk '{print $3}' "$work/hash/$sum" | sort -n | sed -n $(((rounds + 1) / 2))p)
    awk '{print $1 + $2}' "$work/hash/$sum" | sort -n | sed -n $(((rounds + 1) / 2))p | awk -v sum=$sum -v wall="$wall" -v megabytes=$megabytes -v gibibyte="$(awk -v sum=$sum '$1 == sum {print $2}' "$work/hash/sums")" \
      '{costs = gibibyte * 2 * megabytes / 1024; printf "| %s | %.2f | %.2f | %.3f | %.1f |\n", sum, $1, wall, costs, 100 * costs / $1}' >> "$report"
  done
  finish
}

for case in "${cases[@]}"; do
  "$case"
done
