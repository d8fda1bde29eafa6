#!/usr/bin/env bash
# Measures the gateway: the pacing in virtual time, its full rate in real time against the sandbox in another process, and what ten
# tokens are worth. For a quiet machine. Ends with one line of its own: "N checks passed, N failed".
set -euo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/lib/harness.sh"

measure pacing
measure full-rate
measure full-rate --limit 100 --tokens 10 --seconds 20 --runs 3

close
