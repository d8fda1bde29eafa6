#!/usr/bin/env bash
# Runs every test of ActorSync and ends with one line of its own: "N passed, N failed".
# Needs the .NET SDK of global.json; whatever else the tests use is installed where it is missing.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"

results="$PWD/TestResults"

export DOTNET_CLI_TELEMETRY_OPTOUT=1
export DOTNET_NOLOGO=1
# Which program is tested is said below, and nowhere else.
unset TESTED_PROGRAM
# A build node that outlives the script would keep the caller's pipe open.
export MSBUILDDISABLENODEREUSE=1

install_packages() {
  if ! command -v apt-get >/dev/null; then
    echo "test.sh: install by hand, because there is no apt-get here: $*" >&2
    exit 2
  fi

  local as_root=()
  if [[ "$(id -u)" -ne 0 ]]; then
    if ! command -v sudo >/dev/null; then
      echo "test.sh: there is no sudo here: install as root, and start again: $*" >&2
      exit 2
    fi

    as_root=(sudo)
  fi

  echo "test.sh: installing $*"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q </dev/null
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" </dev/null
}

# What the tests need from the system: one condition for each, and the Debian packages that meet it.
install_what_is_missing() {
  local packages=()

  # The official JavaScript client talks to the sandbox.
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    packages+=(nodejs npm)
  fi

  # The journal is tested on a real PostgreSQL server, which the tests start on a free port of their own.
  if ! compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; then
    packages+=(postgresql)
  fi

  if [[ ${#packages[@]} -gt 0 ]]; then
    install_packages "${packages[@]}"
  fi
}

# The sum of one attribute of <Counters …/> over all result files.
sum_of() {
  local sum=0 file value
  for file in "$results"/*.trx; do
    [[ -e "$file" ]] || continue
    value="$(sed -n "/<Counters /s/.* $1=\"\([0-9]*\)\".*/\1/p" "$file")"
    sum=$((sum + ${value:-0}))
  done
  echo "$sum"
}

if ! command -v dotnet >/dev/null; then
  echo "test.sh: dotnet was not found; install the .NET SDK named in global.json" >&2
  exit 2
fi

install_what_is_missing

rm -rf "$results"
mkdir -p "$results"

# The tests of whole runs start the program hundreds of times. As it is published for this platform, compiled beforehand, it
# starts in half the time, and is what users get.
publish_program() {
  if [[ "$(uname -sm)" != "Linux x86_64" ]]; then
    return 0
  fi

  rm -rf artifacts/program
  dotnet publish src/ActorSync.Cli -c Release -p:AheadOfTime=linux-x64 -o artifacts/program || return
  export TESTED_PROGRAM="$PWD/artifacts/program"
}

# One test project after the other (-m:1): they start servers and processes of their own, and two result files that begin
# in the same second would fight for one name; beside each other they take as long. The build before it uses every core.
status=0
publish_program || status=$?
if [[ "$status" -eq 0 ]]; then
  dotnet build ActorSync.sln -c Release || status=$?
fi

if [[ "$status" -eq 0 ]]; then
  dotnet test ActorSync.sln -c Release --no-build -m:1 --logger trx --results-directory "$results" || status=$?
fi

passed="$(sum_of passed)"
failed="$(($(sum_of failed) + $(sum_of error) + $(sum_of timeout) + $(sum_of aborted)))"
skipped="$(($(sum_of total) - $(sum_of executed)))"

if [[ "$status" -eq 0 && "$failed" -gt 0 ]]; then
  status=1
elif [[ "$status" -eq 0 && "$passed" -eq 0 ]]; then
  echo "test.sh: no test ran" >&2
  status=1
elif [[ "$status" -ne 0 && "$failed" -eq 0 ]]; then
  echo "test.sh: ended with $status although no failed test is on record: see the build or the crash of a test host above" >&2
fi

if [[ "$skipped" -gt 0 ]]; then
  echo "$skipped skipped"
fi

echo "$passed passed, $failed failed"
exit "$status"
