#!/usr/bin/env bash
# What lost-answers.sh and every-fault.sh share: builds the harness, runs it once on each dialect, and adds up its checks.
# Usage: faulty-target.sh COMMAND PEOPLE
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1
export DOTNET_NOLOGO=1
# A build node that outlives the script would keep the caller's pipe open.
export MSBUILDDISABLENODEREUSE=1

command="$1"
people="$2"
harness=benchmarks/ActorSync.Benchmarks
output="$(mktemp)"
trap 'rm -f "$output"' EXIT

passed=0
failed=0

# A harness that ends without its closing line proves nothing, and counts as one failed check.
measure() {
  local status=0 closing
  "$harness/bin/Release/net10.0/ActorSync.Benchmarks" "$@" </dev/null | tee "$output" || status=$?
  closing="$(sed -nE 's/^([0-9]+) checks passed, ([0-9]+) failed$/\1 \2/p' "$output" | tail -n 1)"
  if [[ -z "$closing" ]]; then
    echo "$command: $* ended with $status before its checks were made" >&2
    failed=$((failed + 1))
  else
    passed=$((passed + ${closing% *}))
    failed=$((failed + ${closing#* }))
  fi
}

if ! dotnet build "$harness" -c Release; then
  echo "0 checks passed, 1 failed"
  exit 1
fi

measure "$command" --dialect genesys --people "$people"
measure "$command" --dialect guide --people "$people"

echo
echo "$passed checks passed, $failed failed"
[[ "$failed" -eq 0 ]]
