#!/usr/bin/env bash
# Plants one bug after the other of planted-bugs.tsv, each a line of a machine's rules, in a copy of the last commit, and lets the simulation look for it: each must be found
# within 2,000 seeds by one of the invariants named beside it, and nothing may be found where none is planted. Some thirty minutes. Ends with one line of its own: "N checks passed, N failed".
# Usage: planted-bugs.sh [NAME]
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1
export DOTNET_NOLOGO=1
# A build node that outlives the script would keep the caller's pipe open.
export MSBUILDDISABLENODEREUSE=1

only="${1:-}"
seeds=2000
copy="$(mktemp -d)"
trap 'rm -rf "$copy"' EXIT
git archive HEAD | tar -x -C "$copy"
bugs="$copy/tests/soak/planted-bugs.tsv"

passed=0
failed=0

check() {
  if [[ "$1" -eq 0 ]]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
  fi
}

build() {
  (cd "$copy" && dotnet build src/ActorSync.Cli -c Release -nodeReuse:false -p:RunAnalyzers=false -v quiet >"$copy/build.log" 2>&1)
}

# Prints what was found; the exit code is the program's: 0 where nothing was.
simulate() {
  dotnet "$copy/src/ActorSync.Cli/bin/Release/net10.0/actorsync.dll" simulate --seeds "$seeds" --output json </dev/null
}

if ! build; then
  cat "$copy/build.log"
  echo "0 checks passed, 1 failed"
  exit 1
fi

if [[ -z "$only" ]]; then
  status=0
  found="$(simulate)" || status=$?
  echo "nothing planted: $(sed -nE 's/.*"status": ?"([a-z]+)".*/\1/p' <<<"$found")"
  check "$status"
fi

while IFS=$'\t' read -r name file from to invariants; do
  if [[ -z "$name" || (-n "$only" && "$name" != "$only") ]]; then
    continue
  fi

  if ! cp "$copy/$file" "$copy/original"; then
    echo "$name: there is no $file"
    check 1
    continue
  fi

  if ! FROM="$from" TO="$to" perl -0777 -i -pe 'BEGIN { ($from, $to) = @ENV{"FROM", "TO"}; s/\\n/\n/g for $from, $to } $count = s/\Q$from\E/$to/g; END { exit($count == 1 ? 0 : 1) }' "$copy/$file"; then
    echo "$name: its line is not in $file, or more than once"
    check 1
  elif ! build; then
    echo "$name: does not compile"
    grep -m 3 "error" "$copy/build.log" || true
    check 1
  else
    status=0
    found="$(simulate)" || status=$?
    broken="$(sed -nE 's/.*"broken": ?"([a-z-]+)".*/\1/p' <<<"$found" | head -n 1)"
    seed="$(sed -nE 's/.*"seed": ?([0-9]+).*/\1/p' <<<"$found" | head -n 1)"
    if [[ "$status" -ne 0 && -n "$broken" && ",$invariants," == *",$broken,"* ]]; then
      echo "$name: found at seed $seed by $broken"
      check 0
    elif [[ "$status" -ne 0 && -n "$broken" ]]; then
      echo "$name: found at seed $seed, but by $broken and not by $invariants"
      check 1
    else
      echo "$name: NOT found within $seeds seeds"
      check 1
    fi
  fi

  mv "$copy/original" "$copy/$file"
done <"$bugs"

echo
if [[ $((passed + failed)) -eq 0 ]]; then
  echo "planted-bugs.sh: planted-bugs.tsv has no bug $only" >&2
  exit 2
fi

echo "$passed checks passed, $failed failed"
[[ "$failed" -eq 0 ]]
