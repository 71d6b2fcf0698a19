#!/usr/bin/env bash
# tgp beside mtcute and TDLib on the same emulated Telegram, in alternation: 270 MB in large files and 180 MB in small ones, without and with latency.
#   bash perf/telegram/run.sh [--quick] [--rounds N] [--case large|small] [--latency 0|60] [--client tgp|mtcute|tdlib] [--keep]
# TELEGRAM_TGP names a folder with a published tgp to be measured instead of one published anew.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=${TELEGRAM_WORK:-/var/tmp/tgp-telegram}
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
foreign=${TGP_FOREIGN_CLIENTS:-$work/foreign}
mkdir -p "$work" "$foreign"
if [ ! -d "$foreign/node_modules/tdl" ]; then
  cp "$here/../../tests/Sandbox.Tests/foreign/package.json" "$foreign/"
  npm install --prefix "$foreign" --no-audit --no-fund --silent
fi
tgp=${TELEGRAM_TGP:-$work/tgp}
[ -n "${TELEGRAM_TGP:-}" ] || dotnet publish "$here/../../core/TgPlatform.Cli" -c Release -o "$tgp" -v quiet --nologo
exec python3 "$here/measure.py" --tgp "$tgp/tgp" --foreign "$foreign" --work "$work" "$@"
