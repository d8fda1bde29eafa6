#!/usr/bin/env bash
# What lost-answers.sh, every-fault.sh and passing-fault.sh share: builds the harness, runs it once on each dialect, and adds up its checks.
# Usage: faulty-target.sh COMMAND PEOPLE
set -euo pipefail

command="$1"
people="$2"
. "$(dirname "${BASH_SOURCE[0]}")/harness.sh"

measure "$command" --dialect genesys --people "$people"
measure "$command" --dialect guide --people "$people"

close
