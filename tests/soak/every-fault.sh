#!/usr/bin/env bash
# Shows every fault that the sandbox knows at once, each at 5 %, to a run of 20,000 people on each dialect, as processes; the
# checks are computed from the target's own log and state. Ends with one line of its own: "N checks passed, N failed".
set -euo pipefail
exec "$(dirname "${BASH_SOURCE[0]}")/lib/faulty-target.sh" every-fault "${1:-20000}"
