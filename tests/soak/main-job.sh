#!/usr/bin/env bash
# Does the main job at full size, as processes: 20,000 people on each dialect without a limit, and both dialects against a
# limit that they meet. Prints figures and checks, and ends with one line of its own: "N checks passed, N failed".
set -euo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/harness.sh"

measure whole-run --dialect genesys --people 20000
measure whole-run --dialect guide --people 20000
measure throttled-run --dialect genesys --people 2000 --limit 300/10
measure throttled-run --dialect guide --people 400 --limit 300/10

close
