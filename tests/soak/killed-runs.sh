#!/usr/bin/env bash
# Kills the program with SIGKILL at random instants while it works on 20,000 people, resumes, kills the resume and so on, 250 times with
# the SQLite journal and 100 times with PostgreSQL, whose server is killed 20 times as well, on both dialects; holds the ends against a run
# that nobody disturbs. About an hour on a quiet machine. Ends with one line of its own: "N checks passed, N failed".
# Usage: killed-runs.sh [PEOPLE [KILLS-ON-GENESYS-WITH-SQLITE [KILLS-OF-EACH-OTHER [SERVER-KILLS-OF-EACH [SEED]]]]]
set -euo pipefail

people="${1:-20000}"
kills="${2:-200}"
other_kills="${3:-50}"
server_kills="${4:-10}"
seed="${5:-1}"
. "$(dirname "${BASH_SOURCE[0]}")/lib/harness.sh"

measure killed-run --dialect genesys --people "$people" --kills "$kills" --seed "$seed"
measure killed-run --dialect guide --people "$people" --kills "$other_kills" --removal owned --seed "$seed"
for dialect in genesys guide; do
  measure killed-run --dialect "$dialect" --people "$people" --kills "$other_kills" --journal postgres --postgres-kills "$server_kills" --seed "$seed"
done

close
