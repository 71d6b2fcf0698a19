#!/usr/bin/env bash
# Whether `tgp` finds by itself how many connections a network wants: five networks, beside itself with fixed limits.
#   bash perf/tuning.sh [--quick] [--network local|near|far|slow-connections|small-server] [--rounds N] [--keep]
exec bash "$(dirname "$0")/peers/run.sh" tuning "$@"
