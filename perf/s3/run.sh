#!/usr/bin/env bash
# tgp beside rclone, both putting the same files into the same Ceph radosgw on this machine, in alternation.
#   bash perf/s3/run.sh [--quick] [--rounds N] [--case small|large|huge]…
# small: 2,000 x 64 KiB; large: 4 x 512 MiB; huge: one object of 10 GB by tgp alone, whose peak memory counts (--quick: a fifth of everything).
# S3_TGP=DIR measures an already published tgp; S3_VARIANT adds lines to the sink's options.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
rounds=5 scale=1 cases=()
while [ $# -gt 0 ]; do
  case "$1" in
    --quick) scale=5 rounds=1 ;;
    --rounds) rounds=$2; shift ;;
    --case) cases+=("$2"); shift ;;
    *) echo "unknown: $1"; exit 2 ;;
  esac
  shift
done
[ ${#cases[@]} -gt 0 ] || cases=(small large huge)

missing=()
for package in ceph-mon ceph-mgr ceph-osd radosgw rclone time; do dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package"); done
[ ${#missing[@]} -eq 0 ] || { apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null; }

work=$(mktemp -d "${S3_WORK:-/var/tmp}/tgp-s3.XXXXXX")
trap 'exec {input}>&- 2>/dev/null || true; [ -z "${server:-}" ] || wait "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
tgp=${S3_TGP:-$work/tgp}
[ -n "${S3_TGP:-}" ] || dotnet publish "$root/core/TgPlatform.Cli" -c Release -o "$tgp" -v quiet --nologo

mkfifo "$work/input" && mkdir "$work/ceph"
MEMORY=13G bash "$root/tests/S3.Tests/radosgw.sh" "$work/ceph" < "$work/input" > "$work/said" &
server=$!
exec {input}>"$work/input"
until grep -q ready "$work/said"; do kill -0 "$server" || { cat "$work/said"; exit 1; }; read -rt 0.2 <> <(:) || true; done
endpoint=$(awk '/^ready/ {print $2}' "$work/said")
export RCLONE_CONFIG="$work/rclone.conf" RCLONE_S3_PROVIDER=Ceph RCLONE_S3_ENDPOINT="$endpoint" RCLONE_S3_ACCESS_KEY_ID=test RCLONE_S3_SECRET_ACCESS_KEY=testtest
touch "$RCLONE_CONFIG"
unset AWS_CA_BUNDLE # rclone refuses to start with it, and nothing here is encrypted

make_files() { # COUNT BYTES
  rm -rf "$work/files" && mkdir "$work/files"
  for number in $(seq "$1"); do head -c "$2" /dev/urandom > "$work/files/$number.bin"; done
}

pipeline() { # CONSUMERS PART_SIZE
  cat > "$work/pipeline.yaml" <<YAML
name: bench
source: { use: filesystem, with: { root: files } }
sinks:
  - use: s3
    with:
      bucket: bench
      endpoint: $endpoint
      access_key: test
      secret_key: testtest
      part_size: $2
      ${S3_VARIANT:-on_conflict: fail}
engine: { producers: $1, consumers: $1 }
YAML
}

measure() { # NAME COMMAND…: wall, processor seconds, peak memory; then counts what is in the bucket
  local name=$1; shift
  rclone -q purge :s3:bench 2>/dev/null || true
  CEPH_CONF="$work/ceph/ceph.conf" radosgw-admin gc process --include-all >/dev/null 2>&1 # what was removed takes memory until then
  rclone -q mkdir :s3:bench
  rm -rf "$work/.tgp/ledgers" "$work"/.tgp/*.db*
  /usr/bin/time -o "$work/time" -f '%e %U %S %M' "$@" > "$work/output" 2>&1 || { cat "$work/output"; exit 1; }
  local found
  found=$(rclone size --json :s3:bench)
  [ "$found" = "$expected" ] || { echo "$name stored $found, not $expected"; exit 1; }
  awk -v name="$name" 'END {printf "%s %.2f %.2f %d\n", name, $1, $2 + $3, $4 / 1024}' "$work/time" >> "$work/results"
}

report() { # TITLE
  echo "$1 (medians of $rounds)"
  for name in $(awk '{print $1}' "$work/results" | sort -u); do
    for column in 2 3 4; do
      awk -v name="$name" -v column=$column '$1 == name {print $column}' "$work/results" | sort -n | awk '{all[NR] = $1} END {printf "%s ", all[int((NR + 1) / 2)]}'
    done | awk -v name="$name" '{printf "  %-16s %7.2f s wall %7.2f s processor %6d MiB peak\n", name, $1, $2, $3}'
  done
}

compare() { # COUNT BYTES CONSUMERS PART_SIZE TRANSFERS
  make_files "$1" "$2"
  expected=$(rclone size --json "$work/files")
  pipeline "$3" "$4"
  : > "$work/results"
  "$tgp/tgp" lint "$work/pipeline.yaml" >/dev/null
  for round in $(seq "$rounds"); do
    # Each round begins with the other one.
    for turn in 0 1; do
      if [ $(((round + turn) % 2)) -eq 0 ]; then
        measure tgp "$tgp/tgp" run "$work/pipeline.yaml" --quiet
      else
        measure rclone rclone copy "$work/files" :s3:bench --transfers "$5" --checkers "$5" --s3-chunk-size 16M --s3-upload-concurrency 4
      fi
    done
  done
}

for case in "${cases[@]}"; do
  case "$case" in
    small) compare $((2000 / scale)) 65536 32 8MiB 64; report "$((2000 / scale)) x 64 KiB" ;;
    large) compare 4 $(((512 << 20) / scale)) 4 16MiB 4; report "4 x $((512 / scale)) MiB" ;;
    huge)
      rm -rf "$work/files" && mkdir "$work/files"
      truncate -s $((10000000000 / scale)) "$work/files/huge.bin"
      expected=$(rclone size --json "$work/files")
      pipeline 4 8MiB
      sed -i 's/consumers: 4 }/consumers: 4, buffer: { bytes: 32MiB } }/' "$work/pipeline.yaml"
      : > "$work/results"
      measure tgp "$tgp/tgp" run "$work/pipeline.yaml" --quiet
      rounds=1 report "one object of $((10000 / scale)) MB"
      ;;
  esac
done
