#!/usr/bin/env bash
# How long a whole `tgp run` takes for one tiny file with everything cached: process start to process end, as a median.
#   bash perf/startup.sh [RUNS]
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${1:-15}
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT

dotnet publish core/TgPlatform.Cli -c Release -o "$work/tgp" -v quiet --nologo
mkdir -p "$work/in" && echo tiny > "$work/in/tiny.txt"

cat > "$work/files.yaml" <<YAML
name: files
source: { use: filesystem, with: { root: in } }
filter: item.Size < 1.MB()
path: "{item.Stem}-{item.Size}{item.Extension}"
sinks: [{ use: filesystem, with: { root: out-files } }]
YAML
sources=(files)
if command -v python3 >/dev/null; then
  python3 -u -m http.server 0 --bind 127.0.0.1 --directory "$work/in" > "$work/server.log" 2>&1 &
  server=$!
  until port=$(grep -oE 'port [0-9]+' "$work/server.log" | awk '{print $2}') && [ -n "$port" ]; do read -rt 0.05 <> <(:) || true; done
  cat > "$work/web.yaml" <<YAML
name: web
source: { use: http, with: { urls: ["http://127.0.0.1:$port/tiny.txt"] } }
filter: item.Size is null || item.Size < 1.MB()
path: "{item.Stem}-{item.Size}{item.Extension}"
sinks: [{ use: filesystem, with: { root: out-web } }]
YAML
  sources+=(web)
fi

for source in "${sources[@]}"; do
  times=()
  for run in $(seq 0 "$runs"); do
    rm -rf "$work/out-$source" "$work/.tgp/ledger.db"*
    began=$(date +%s%N)
    "$work/tgp/tgp" run "$work/$source.yaml" --quiet
    ended=$(date +%s%N)
    [ "$run" -eq 0 ] || times+=($(((ended - began) / 1000000)))   # the first run compiles the hooks and fills the caches
    [ -n "$(ls "$work/out-$source")" ]
  done
  sorted=($(printf '%s\n' "${times[@]}" | sort -n))
  echo "$source: median ${sorted[$((runs / 2))]} ms, min ${sorted[0]} ms, max ${sorted[-1]} ms over $runs runs"
done
