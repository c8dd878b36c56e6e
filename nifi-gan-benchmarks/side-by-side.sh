#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs all measurements of "Speed" and "Scale" in this folder's README one after the other: about a quarter of an hour on an otherwise idle machine.
# Usage: nifi-gan-benchmarks/side-by-side.sh PYTHON TRAIN.csv TEST.csv --target COLUMN [--categorical LIST]
# PYTHON must have ctgan; the time until CTGAN's quality is reached is measured on the two tables.
set -eu
if [ $# -lt 3 ]; then
    sed -n 's/^# //; 3,5p' "$0" >&2
    exit 2
fi
python=$1
shift
here=$(cd "$(dirname "$0")/.." && pwd)
. "$here/.mvn/jdk.sh"

part() {
    echo
    echo "== $*"
}

part machine
lscpu | grep -E '^(Model name|CPU\(s\)|Thread|L2|L3)' || true
free -m | sed -n 2p || true
"$JAVA_HOME/bin/java" -version 2>&1 | head -n 1
git -C "$here" log -1 --format='commit %h'
uptime

part step and its matrix products
"$here/bench" step --batch 250,500 --width 128,256 --threads 1,2 --numpy "$python"
"$here/bench" step --predict 1,2,4,8

part around the step, CTGAN beside it
"$here/bench" speed --ctgan "$python"

part until CTGAN\'s quality
"$here/bench" peer "$@" --ctgan "$python"

part SampleGenerator beside the writer alone
(cd "$here" && ./mvnw --quiet --batch-mode --no-transfer-progress -pl nifi-gan-processors -am test \
    -Dsurefire.failIfNoSpecifiedTests=false -Dcheckstyle.skip -Dpmd.skip -Dtest=SampleGeneratorSpeed)

part rows and columns
"$here/bench" scale --csv "$here/nifi-gan-benchmarks/scale.csv"

part a clean clone to its first synthetic records
clone=$(mktemp -d)
git clone --quiet "$here" "$clone/nifi-gan"
begun=$(date +%s)
"$clone/nifi-gan/demo" --headless
echo "seconds $(($(date +%s) - begun))"
rm -rf "$clone"
