#!/usr/bin/env bash
# Stops a run with SIGSTOP for longer than its lease while a second process takes over, and lets it go on: in the middle of the
# second's work, and after it. Both dialects, both journals. Ends with one line of its own: "N checks passed, N failed".
set -euo pipefail

people="${1:-2000}"
. "$(dirname "${BASH_SOURCE[0]}")/lib/harness.sh"

for journal in sqlite postgres; do
  for dialect in genesys guide; do
    measure frozen-run --dialect "$dialect" --people "$people" --journal "$journal" --lease-seconds 10
  done
done

close
