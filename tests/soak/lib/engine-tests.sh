# What the soak scripts share that do tests of the suite at another size: sourced, it goes to the checkout's top.
# shellcheck shell=bash

cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1
export DOTNET_NOLOGO=1
# A build node that outlives the script would keep the caller's pipe open.
export MSBUILDDISABLENODEREUSE=1

# Builds the engine's tests, runs one class of them, and ends with one line of its own: "N checks passed, N failed".
run_engine_tests() {
  local class="$1" tests=tests/ActorSync.Engine.Tests status=0 output closing total errors failed passed
  if ! dotnet build "$tests" -c Release; then
    echo "0 checks passed, 1 failed"
    return 1
  fi

  output="$(mktemp)"
  "$tests/bin/Release/net10.0/ActorSync.Engine.Tests" -noColor -showLiveOutput -class "*$class" </dev/null | tee "$output" || status=$?

  # A run that ends without its closing line proves nothing, and one that fails after a line without a failure contradicts it: each counts as one failed check.
  closing="$(sed -nE 's/^.* Total: ([0-9]+), Errors: ([0-9]+), Failed: ([0-9]+),.*$/\1 \2 \3/p' "$output" | tail -n 1)"
  rm -f "$output"
  read -r total errors failed <<<"${closing:-1 0 1}"
  failed=$((errors + failed))
  passed=$((total - failed))
  if [[ "$status" -ne 0 && "$failed" -eq 0 ]]; then
    echo "$(basename "$0"): $class ended with $status although no test of it failed" >&2
    failed=1
  fi

  echo
  echo "$passed checks passed, $failed failed"
  [[ "$failed" -eq 0 && "$total" -gt 0 ]]
}
