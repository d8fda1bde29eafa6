# What the soak scripts share: sourced, it goes to the checkout's top, builds the harness and adds up the checks of each run of it.
# shellcheck shell=bash

cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1
export DOTNET_NOLOGO=1
# A build node that outlives the script would keep the caller's pipe open.
export MSBUILDDISABLENODEREUSE=1

harness=benchmarks/ActorSync.Benchmarks
output="$(mktemp)"
trap 'rm -f "$output"' EXIT

passed=0
failed=0

# A harness that ends without its closing line proves nothing, and one that fails after a line without a failure contradicts it: each counts as one failed check.
measure() {
  local status=0 closing
  "$harness/bin/Release/net10.0/ActorSync.Benchmarks" "$@" </dev/null | tee "$output" || status=$?
  closing="$(sed -nE 's/^([0-9]+) checks passed, ([0-9]+) failed$/\1 \2/p' "$output" | tail -n 1)"
  if [[ -z "$closing" ]]; then
    echo "$(basename "$0"): $* ended with $status before its checks were made" >&2
    failed=$((failed + 1))
  else
    passed=$((passed + ${closing% *}))
    failed=$((failed + ${closing#* }))
    if [[ "$status" -ne 0 && "${closing#* }" -eq 0 ]]; then
      echo "$(basename "$0"): $* ended with $status although no check of it failed" >&2
      failed=$((failed + 1))
    fi
  fi
}

if ! dotnet build "$harness" -c Release; then
  echo "0 checks passed, 1 failed"
  exit 1
fi

# Prints the line that closes a soak, and fails where a check failed or none was made.
close() {
  echo
  echo "$passed checks passed, $failed failed"
  [[ "$failed" -eq 0 && "$passed" -gt 0 ]]
}
