#!/usr/bin/env bash
# Corrupts an audit log at random in 10,000 ways, one at a time, and has each of them found and named: the same test as in the suite, which does it in 1,000.
# About half a minute on a quiet machine. Ends with one line of its own: "N checks passed, N failed".
# Usage: audit-corruptions.sh [CORRUPTIONS]
set -euo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/lib/engine-tests.sh"

export ACTORSYNC_AUDIT_CORRUPTIONS="${1:-10000}"
run_engine_tests AuditVerifierTests
