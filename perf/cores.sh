#!/usr/bin/env bash
# Workers pinned to cores, or not, on all cases: the table behind `cores: auto`. Takes what perf/peers/run.sh takes.
#   bash perf/cores.sh [--quick] [--case NAME] [--keep]
pinned="pinned to each core=engine.cores=[$(seq -s, 0 $(($(nproc) - 1)))]"
exec bash "$(dirname "$0")/peers/run.sh" measure --latency 0 --tool tgp --variant 'off=engine.cores=off' --variant "$pinned" --results cores "$@"
