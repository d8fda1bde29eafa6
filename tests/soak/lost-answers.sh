#!/usr/bin/env bash
# Loses the answers to a tenth of the writes that were applied: 500, 502, 504, a closed or reset connection, or no answer
# ever. Both dialects, as processes; the checks are computed from the target's own log and state. Ends with one line of its
# own: "N checks passed, N failed".
set -euo pipefail
exec "$(dirname "${BASH_SOURCE[0]}")/lib/faulty-target.sh" lost-answers "${1:-2000}"
