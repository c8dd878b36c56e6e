# SPDX-License-Identifier: Apache-2.0
# Sourced by ./demo, ./check and ./bench: sets JAVA_HOME to a JDK 21 or newer, or ends with one sentence that says what to do.
# What the user chose (JAVA_HOME, then the java on the PATH) comes first; then 21, 25 and the newest, wherever JDKs usually live.

# Prints the feature release of the JDK in folder $1; nothing where it is no JDK.
jdk_release() {
    [ -x "$1/bin/javac" ] || return 0
    if [ -f "$1/release" ]; then
        sed -n 's/^JAVA_VERSION="\([0-9][0-9]*\).*/\1/p' "$1/release"
    else
        "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9][0-9]*\).*/\1/p'
    fi
}

jdk_fits() {
    release=$(jdk_release "$1")
    [ "${release:-0}" -ge 21 ]
}

# Prints the home of the java on the PATH, through all symbolic links.
jdk_on_path() {
    java=$(command -v java) || return 0
    java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p'
}

# Prints every folder that may be a JDK, one a line.
jdk_candidates() {
    if [ -f "$HOME/.m2/toolchains.xml" ]; then
        sed -n 's/.*<jdkHome>[[:space:]]*\(.*[^[:space:]]\)[[:space:]]*<\/jdkHome>.*/\1/p' "$HOME/.m2/toolchains.xml"
    fi
    for folder in /usr/lib/jvm/* /usr/java/* /opt/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
        if [ -d "$folder" ]; then
            echo "$folder"
        fi
    done
}

# Prints the best of the candidates: 21 before 25 before the newest of the others.
jdk_best() {
    jdk_candidates | while IFS= read -r folder; do
        release=$(jdk_release "$folder")
        case "${release:-0}" in
            21) echo "9999 $folder" ;;
            25) echo "9998 $folder" ;;
            *) if [ "${release:-0}" -gt 21 ]; then echo "$release $folder"; fi ;;
        esac
    done | sort -k1,1nr -s | sed -n '1s/^[0-9]* //p'
}

if [ -z "${JAVA_HOME:-}" ] || ! jdk_fits "$JAVA_HOME"; then
    JAVA_HOME=$(jdk_on_path)
    if [ -z "$JAVA_HOME" ] || ! jdk_fits "$JAVA_HOME"; then
        JAVA_HOME=$(jdk_best)
    fi
fi
if [ -z "$JAVA_HOME" ]; then
    echo "nifi-gan needs a JDK 21 or newer (with javac) and found none: install one (for example 'apt install openjdk-21-jdk', or https://adoptium.net) or set JAVA_HOME to it." >&2
    exit 1
fi
export JAVA_HOME

# Java 24 and later warn of what Maven's libraries and JavaCPP do, in ten lines that are not about this project.
quiet=
if [ "$(jdk_release "$JAVA_HOME")" -ge 24 ]; then
    quiet="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
    MAVEN_OPTS="$quiet ${MAVEN_OPTS:-}"
    export MAVEN_OPTS
fi
