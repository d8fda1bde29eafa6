#!/usr/bin/env bash
# Lets 100,000 seeds of the simulation happen, from a first seed that may be given. About an hour and a half on two cores. Ends with one line of its own:
# "N checks passed, N failed", where each thousand seeds is a check.
# Usage: seeds.sh [COUNT [FIRST]]
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1
export DOTNET_NOLOGO=1
# A build node that outlives the script would keep the caller's pipe open.
export MSBUILDDISABLENODEREUSE=1

count="${1:-100000}"
first="${2:-1}"
passed=0
failed=0

if ! dotnet build src/ActorSync.Cli -c Release; then
  echo "0 checks passed, 1 failed"
  exit 1
fi

for ((seed = first; seed < first + count; seed += 1000)); do
  rest=$((first + count - seed))
  if dotnet src/ActorSync.Cli/bin/Release/net10.0/actorsync.dll simulate --seed "$seed" --seeds "$((rest < 1000 ? rest : 1000))" </dev/null; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
  fi
done

echo
echo "$passed checks passed, $failed failed"
[[ "$failed" -eq 0 && "$passed" -gt 0 ]]
