#!/usr/bin/env bash
# tgp beside rclone and awscli, all putting the same files into the same Ceph radosgw on this machine, in alternation.
#   bash perf/s3/run.sh [--quick] [--rounds N] [--case small|large|huge|copy]… [--keep]
# small: 2,000 x 64 KiB; large: 4 x 512 MiB; copy: those four from one bucket into another of the same server; huge: one object of 10 GB by tgp
# alone, in a control group that gives it 128 MiB for everything. --quick: a fifth of everything, once; --keep: the tables go into perf/results/s3.md as well.
# S3_TGP=DIR measures an already published tgp; S3_VARIANT adds lines to the sink's options.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
rounds=5 scale=1 cases=() keep=/dev/null
while [ $# -gt 0 ]; do
  case "$1" in
    --quick) scale=5 rounds=1 ;;
    --rounds) rounds=$2; shift ;;
    --case) cases+=("$2"); shift ;;
    --keep) keep=$root/perf/results/s3.md ;;
    *) echo "unknown: $1"; exit 2 ;;
  esac
  shift
done
[ ${#cases[@]} -gt 0 ] || cases=(small large copy huge)

missing=()
for package in ceph-mon ceph-mgr ceph-osd radosgw rclone awscli time; do dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package"); done
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
export AWS_CONFIG_FILE="$work/aws.conf" AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=testtest AWS_DEFAULT_REGION=us-east-1 AWS_EC2_METADATA_DISABLED=true
touch "$RCLONE_CONFIG"
printf '[default]\ns3 =\n  addressing_style = path\n  max_concurrent_requests = 16\n  multipart_chunksize = 16MB\n' > "$AWS_CONFIG_FILE"
unset AWS_CA_BUNDLE # rclone refuses to start with it, and nothing here is encrypted

make_files() { # COUNT BYTES
  rm -rf "$work/files" && mkdir "$work/files"
  for number in $(seq "$1"); do head -c "$2" /dev/urandom > "$work/files/$number.bin"; done
}

bucket() { echo "bucket: $1, endpoint: \"$endpoint\", access_key: test, secret_key: testtest"; }

pipeline() { # SOURCE WORKERS PART_SIZE BUFFER
  cat > "$work/pipeline.yaml" <<YAML
name: bench
source: $1
sinks: [{ use: s3, with: { $(bucket bench), part_size: $3${S3_VARIANT:+, $S3_VARIANT} } }]
engine: { producers: $2, consumers: $2, buffer: { bytes: $4 } }
YAML
  "$tgp/tgp" lint "$work/pipeline.yaml" >/dev/null
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
  {
    printf '\n%s (medians of %s; %s, load %s)\n\n| tool | wall s | processor s | peak MiB |\n| --- | ---: | ---: | ---: |\n' "$1" "$rounds" "$(date +%F)" "$(cut -d' ' -f1-3 /proc/loadavg)"
    for name in $(awk '{print $1}' "$work/results" | sort -u); do
      printf '| %s |' "$name"
      for column in 2 3 4; do
        awk -v name="$name" -v column=$column '$1 == name {print $column}' "$work/results" | sort -n | awk '{all[NR] = $1} END {printf " %s |", all[int((NR + 1) / 2)]}'
      done
      echo
    done
  } | tee -a "$keep"
}

compare() { # TOOL…: each round begins with another one
  : > "$work/results"
  for round in $(seq "$rounds"); do
    for turn in $(seq 0 $(($# - 1))); do
      local at=$(((round + turn) % $# + 1))
      "run_${!at}"
    done
  done
}

run_tgp() { measure tgp "$tgp/tgp" run "$work/pipeline.yaml" --quiet; }
run_limited() { measure tgp bash -c 'echo $$ > "$0/cgroup.procs" && exec "$@"' "$group" "$tgp/tgp" run "$work/pipeline.yaml" --quiet; }
run_rclone() { measure rclone rclone copy "$from" :s3:bench --transfers "$transfers" --checkers "$transfers" --s3-chunk-size 16M --s3-upload-concurrency 4; }
run_awscli() { measure awscli /usr/bin/aws s3 cp --recursive --only-show-errors --endpoint-url "$endpoint" "$work/files" s3://bench; }

echo "$(date -u +%FT%RZ); $(awk -F': ' '/model name/ {print $2; exit}' /proc/cpuinfo); $(nproc) cores; commit $(git -C "$root" describe --always --dirty 2>/dev/null)" >> "$keep"
from=$work/files
for case in "${cases[@]}"; do
  case "$case" in
    small)
      make_files $((2000 / scale)) 65536
      expected=$(rclone size --json "$work/files") transfers=64
      pipeline "{ use: filesystem, with: { root: files } }" 32 8MiB 32MiB
      compare tgp rclone awscli
      report "$((2000 / scale)) x 64 KiB"
      ;;
    large)
      make_files 4 $(((512 << 20) / scale))
      expected=$(rclone size --json "$work/files") transfers=4
      pipeline "{ use: filesystem, with: { root: files } }" 4 16MiB 256MiB
      compare tgp rclone awscli
      report "4 x $((512 / scale)) MiB"
      ;;
    copy)
      make_files 4 $(((512 << 20) / scale))
      expected=$(rclone size --json "$work/files") transfers=4 from=:s3:origin
      rclone -q copy "$work/files" "$from" --s3-chunk-size 16M
      pipeline "{ use: s3, with: { $(bucket origin) } }" 4 16MiB 32MiB
      compare tgp rclone
      rclone -q purge "$from"
      from=$work/files
      report "4 x $((512 / scale)) MiB from one bucket into another of the same server"
      ;;
    huge)
      rm -rf "$work/files" && mkdir "$work/files"
      truncate -s $((10000000000 / scale)) "$work/files/huge.bin"
      expected=$(rclone size --json "$work/files") rounds=1
      pipeline "{ use: filesystem, with: { root: files } }" 4 5MiB 32MiB
      group=/sys/fs/cgroup/memory/tgp-s3-$$ limit=memory.limit_in_bytes
      [ -d /sys/fs/cgroup/memory ] || group=/sys/fs/cgroup/tgp-s3-$$ limit=memory.max
      mkdir "$group" && echo $((128 << 20)) > "$group/$limit"
      compare limited
      report "one object of $((10000 / scale)) MB within 128 MiB for the whole process (control group), engine.buffer.bytes 32MiB"
      rmdir "$group"
      ;;
  esac
done
