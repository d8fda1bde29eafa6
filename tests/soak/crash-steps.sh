#!/usr/bin/env bash
# Lets a process die at each step of a run of 50 people in turn, before and after whatever reaches its disk or its target, and another one go on: the same test
# as in the suite, which has two people there. Both dialects. About twenty minutes on a quiet machine. Ends with one line of its own: "N checks passed, N failed".
# Usage: crash-steps.sh [PEOPLE]
set -euo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/lib/engine-tests.sh"

export ACTORSYNC_CRASH_PEOPLE="${1:-50}"
run_engine_tests CrashStepsTests
