#!/usr/bin/env bash
# Where the time goes between starting `tgp` and its first byte, with everything cached, as medians.
#   bash perf/startup.sh [--rounds N] [--keep]
exec bash "$(dirname "$0")/peers/run.sh" startup "$@"
