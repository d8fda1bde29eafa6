#!/usr/bin/env bash
# Lets a process die at each step of a run of 50 people in turn, before and after whatever reaches its disk or its target, and another one go on: the same test
# as in the suite, which has two people there. Both dialects. About twenty minutes on a quiet machine. Ends with one line of its own: "N checks passed, N failed".
# Usage: crash-steps.sh [PEOPLE]
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../.."

export ACTORSYNC_CRASH_PEOPLE="${1:-50}"
export DOTNET_CLI_TELEMETRY_OPTOUT=1
export DOTNET_NOLOGO=1
# A build node that outlives the script would keep the caller's pipe open.
export MSBUILDDISABLENODEREUSE=1

tests=tests/ActorSync.Engine.Tests
output="$(mktemp)"
trap 'rm -f "$output"' EXIT

if ! dotnet build "$tests" -c Release; then
  echo "0 checks passed, 1 failed"
  exit 1
fi

"$tests/bin/Release/net10.0/ActorSync.Engine.Tests" -noColor -showLiveOutput -class "*CrashStepsTests" </dev/null | tee "$output" || true

# A run that ends without its closing line proves nothing, and counts as one failed check.
closing="$(sed -nE 's/^.* Total: ([0-9]+), Errors: ([0-9]+), Failed: ([0-9]+),.*$/\1 \2 \3/p' "$output" | tail -n 1)"
read -r total errors failed <<<"${closing:-1 0 1}"
failed=$((errors + failed))

echo
echo "$((total - failed)) checks passed, $failed failed"
[[ "$failed" -eq 0 ]]
