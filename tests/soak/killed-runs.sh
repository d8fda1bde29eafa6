#!/usr/bin/env bash
# Kills the program with SIGKILL at random instants while it works on 20,000 people, resumes, kills the resume and so on, 200 times with
# the SQLite journal and 50 times with PostgreSQL, whose server is killed 10 times as well; holds the ends against a run that nobody
# disturbs. About three quarters of an hour on a quiet machine. Ends with one line of its own: "N checks passed, N failed".
# Usage: killed-runs.sh [PEOPLE [KILLS [POSTGRES-RUN-KILLS [SERVER-KILLS [SEED]]]]]
set -euo pipefail

people="${1:-20000}"
kills="${2:-200}"
postgres_kills="${3:-50}"
server_kills="${4:-10}"
seed="${5:-1}"
. "$(dirname "${BASH_SOURCE[0]}")/lib/harness.sh"

measure killed-run --dialect genesys --people "$people" --kills "$kills" --seed "$seed"
measure killed-run --dialect guide --people "$people" --kills "$postgres_kills" --removal owned --seed "$seed"
measure killed-run --dialect genesys --people "$people" --kills "$postgres_kills" --journal postgres --postgres-kills "$server_kills" --seed "$seed"

close
