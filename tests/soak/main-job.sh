#!/usr/bin/env bash
# Does the main job at full size, as processes: 20,000 people on each dialect without a limit, and both dialects against a
# limit that they meet, and with 429s out of nothing and several tokens. Prints figures and checks, and ends with one line of its
# own: "N checks passed, N failed".
set -euo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/lib/harness.sh"

measure whole-run --dialect genesys --people 20000
measure whole-run --dialect guide --people 20000
measure throttled-run --dialect genesys --people 2000 --limit 300/10
measure throttled-run --dialect guide --people 400 --limit 300/10
measure throttled-run --dialect genesys --people 400 --noise 0.15 --tokens 3
measure throttled-run --dialect guide --people 100 --noise 0.15 --tokens 3

close
