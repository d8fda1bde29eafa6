#!/usr/bin/env bash
# Lets a tenth of all requests, reads and writes, fail in passing: a 503, or a connection that closes after the request was
# applied. Both dialects at 300 requests a minute on each of four tokens, which takes about a quarter of an hour; beside what
# lost-answers.sh checks, the requests and the end that progress foretells from half of the people on must come true within 5 %.
# With fewer people, chance alone is more than that at times. Ends with one line of its own: "N checks passed, N failed".
set -euo pipefail
exec "$(dirname "${BASH_SOURCE[0]}")/lib/faulty-target.sh" passing-fault "${1:-6000}"
