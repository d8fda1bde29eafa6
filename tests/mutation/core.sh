#!/usr/bin/env bash
# Tests the tests of ActorSync.Core by mutation: changes the rules one place at a time and counts the changes that no test notices.
#
#   tests/mutation/core.sh                  all of Core
#   tests/mutation/core.sh Pacing Leases    these folders of it
#
# Reports (HTML to read, JSON, a table) are left in artifacts/mutation/. Ends with the score, and with 1 where it is below the goal or where no mutant was counted.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
goal=90

export DOTNET_CLI_TELEMETRY_OPTOUT=1
export DOTNET_NOLOGO=1
# A build node that outlives the script would keep the caller's pipe open.
export MSBUILDDISABLENODEREUSE=1
# The rules of style are held elsewhere, and cost half of the build.
export RunAnalyzers=false
# Properties meet the same few cases for every mutant: see Cases.cs of the tests. The project file of the tests knows it too.
export ACTORSYNC_PROPERTY_CASES="${ACTORSYNC_PROPERTY_CASES:-25}"

name=all
only=()
if [[ $# -gt 0 ]]; then
  name="$(IFS=-; echo "$*")"
  for folder in "$@"; do
    if [[ ! -d "$root/src/ActorSync.Core/$folder" ]]; then
      echo "core.sh: there is no folder src/ActorSync.Core/$folder" >&2
      exit 2
    fi
    only+=(--mutate "$folder/**/*.cs")
  done
fi

output="$root/artifacts/mutation/$name"
rm -rf "$output"

# Whatever is run there later is to go on after a test that fails.
trap 'rm -f "$root"/tests/ActorSync.Core.Tests/bin/Release/net10.0/xunit.runner.json' EXIT

cd "$root/tests/ActorSync.Core.Tests"
dotnet tool restore
dotnet stryker --skip-version-check --output "$output" "${only[@]}"

# One line for each folder and one for all, summed up over the files of the table that Stryker leaves.
awk -F'|' -v goal="$goal" '
  function all(key) {
    return killed[key] + late[key] + missed[key] + uncovered[key]
  }
  function rate(key) {
    return 100 * (killed[key] + late[key]) / all(key)
  }
  function count(key) {
    killed[key] += $4; missed[key] += $5; late[key] += $6; uncovered[key] += $7; ignored[key] += $8; broken[key] += $9
  }
  function line(name, key) {
    printf "%-16s %7.2f %8d %9d %9d %9d %9d %14d\n", name, rate(key), killed[key], late[key], missed[key], uncovered[key], ignored[key], broken[key]
  }
  $2 ~ /\.cs/ {
    file = $2; gsub(/[ ]/, "", file); gsub(/\\/, "/", file)
    split(file, part, "/")
    if (!(part[1] in killed)) folders[++number] = part[1]
    count(part[1])
    count("*")
  }
  END {
    printf "%-16s %7s %8s %9s %9s %9s %9s %14s\n", "folder", "score", "killed", "timed out", "survived", "no test", "ignored", "not compilable"
    for (i = 1; i <= number; i++) if (all(folders[i]) > 0) line(folders[i], folders[i])
    if (all("*") == 0) {
      print "core.sh: no mutant was counted, and so nothing was tested" > "/dev/stderr"
      exit 1
    }
    line("all", "*")
    exit rate("*") < goal
  }' "$output"/reports/mutation-report.md
