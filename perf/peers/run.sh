#!/usr/bin/env bash
# Installs the peers, publishes tgp, and measures all of them side by side on files that nginx serves on this machine.
#   bash perf/peers/run.sh [measure] [--quick] [--case small|middle|large] [--target disk|tmpfs] [--latency 0|20] [--rounds N] [--keep] …   (--help shows all)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=${PEERS_WORK:-/var/tmp/tgp-peers}
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

missing=()
for package in aria2 curl gcc iproute2 libc6-dev libnginx-mod-http-lua nginx-light rclone time wget2; do
  dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
done
if dpkg -s nginx >/dev/null 2>&1; then missing=("${missing[@]/nginx-light/}"); fi
missing=(${missing[*]-})
if [ ${#missing[@]} -gt 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

mkdir -p "$work"
# tgp is published anew, unless PEERS_TGP names a folder with a published one.
tgp=${PEERS_TGP:-$work/tgp}
[ -n "${PEERS_TGP:-}" ] || dotnet publish "$here/../../core/TgPlatform.Cli" -c Release -o "$tgp" -v quiet --nologo
dotnet publish "$here" -c Release -o "$work/harness" -v quiet --nologo
cc -O2 -pthread -o "$work/floor" "$here/floor.c"

command=measure
case "${1:-}" in measure | startup | tuning) command=$1 && shift ;; esac
measure=("$work/harness/peers" "$command" --work "$work" --tgp "$tgp/tgp" --repository "$(cd "$here/../.." && pwd)" "$@")
# A network of its own: nobody else's ports or delays, and none of ours for anybody else.
if unshare --net true 2>/dev/null; then
  exec unshare --net bash -c 'ip link set lo up; export PEERS_OWN_NETWORK=1; exec "$@"' bash "${measure[@]}"
fi
exec "${measure[@]}"
