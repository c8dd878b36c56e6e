#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Prints how much main code each package holds: ./sizes.sh [CHECKOUT]. Columns: package, files, lines, statements (semicolons), bytes that are not
# white space. The formatting of the code changes the lines, and not the last two columns.
set -eu
export LC_ALL=C
cd "${1:-$(dirname "$0")/../..}"
total() {
    xargs cat < "$1" > "$2"
    printf '%s %s %s %s\n' "$(wc -l < "$1")" "$(wc -l < "$2")" "$(tr -cd ';' < "$2" | wc -c)" "$(tr -d '[:space:]' < "$2" | wc -c)"
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for sources in */src/main/java; do
    module=${sources%%/*}
    find "$sources" -name '*.java' > "$work/all"
    sed -E "s|^$sources/io/nifigan/(.*)/[^/]*$|\1|" "$work/all" | sort -u > "$work/packages"
    while read -r package; do
        grep -E "^$sources/io/nifigan/$package/[^/]*$" "$work/all" > "$work/files"
        echo "$module $(echo "$package" | tr / .) $(total "$work/files" "$work/text")"
    done < "$work/packages"
    echo "$module all $(total "$work/all" "$work/text")"
done | column -t
