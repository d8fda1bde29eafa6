#!/usr/bin/env bash
# Kills a run of 100,000 people when all but a few of them are done: the resume must be of use within 10 s and leave the others alone.
# Both dialects, both journals. Ends with one line of its own: "N checks passed, N failed".
set -euo pipefail

people="${1:-100000}"
. "$(dirname "${BASH_SOURCE[0]}")/lib/harness.sh"

for journal in sqlite postgres; do
  for dialect in genesys guide; do
    measure resumed-run --dialect "$dialect" --people "$people" --journal "$journal"
  done
done

close
