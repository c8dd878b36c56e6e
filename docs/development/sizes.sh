#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Prints how much main code each package holds, as a table in Markdown: ./sizes.sh [CHECKOUT ...], several checkouts side by side.
# Of each package and checkout: files, lines, statements (semicolons), and thousands of bytes that are not white space. How the code is formatted
# changes the lines, and not the last two.
set -eu
export LC_ALL=C
[ $# -gt 0 ] || set -- "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Prints what the files that are named in $3 hold together: checkout, key, files, lines, statements, bytes.
total() {
    xargs cat < "$3" > "$work/text"
    echo "$1 $2 $(wc -l < "$3") $(wc -l < "$work/text") $(tr -cd ';' < "$work/text" | wc -c) $(tr -d '[:space:]' < "$work/text" | wc -c)"
}

number=0
for checkout in "$@"; do
    number=$((number + 1))
    for sources in "$checkout"/*/src/main/java; do
        module=${sources%/src/main/java}
        module=${module##*/}
        find "$sources" -name '*.java' > "$work/all"
        total "$number" "$module" "$work/all"
        sed -E "s|^$sources/io/nifigan/(.*)/[^/]*$|\1|" "$work/all" | sort -u | while read -r package; do
            grep -E "^$sources/io/nifigan/$package/[^/]*$" "$work/all" > "$work/files"
            total "$number" "$module:$(echo "$package" | tr / .)" "$work/files"
        done
    done
    find "$checkout"/*/src/main/java -name '*.java' > "$work/all"
    total "$number" "zz:all" "$work/all"
done > "$work/counts"

cut -d ' ' -f 2 "$work/counts" | sort -u | awk -v checkouts=$# -v counts="$work/counts" '
    BEGIN {
        while ((getline line < counts) > 0) {
            split(line, part, " ")
            cell[part[1], part[2]] = part[3] " | " part[4] " | " part[5] " | " int(part[6] / 1000 + .5)
        }
        printf "| |"
        for (c = 1; c <= checkouts; c++) printf " files | lines | statements | kB |"
        printf "\n|---|"
        for (c = 1; c <= checkouts; c++) printf "--:|--:|--:|--:|"
        printf "\n"
    }
    {
        name = $1 == "zz:all" ? "**all**" : index($1, ":") ? "`" substr($1, index($1, ":") + 1) "`" : "**" $1 "**"
        printf "| %s |", name
        for (c = 1; c <= checkouts; c++) printf " %s |", (c, $1) in cell ? cell[c, $1] : "| | |"
        printf "\n"
    }'
