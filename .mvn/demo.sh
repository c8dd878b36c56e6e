# SPDX-License-Identifier: Apache-2.0
# Sourced by ./demo and ./check after jdk.sh, with the checkout in $here: build_demo gathers a NiFi and builds what goes into it.

# Builds the demo, or the module $1, only where something is newer than the last build; the marker is written after a build that went well.
build_demo() {
    module=${1:-nifi-gan-demo}
    built=$here/$module/target/demo-built
    if [ ! -f "$built" ] || [ -n "$(find "$here" \( -name target -o -name .git \) -prune -o \
        \( -path '*/src/main/*' -o -name pom.xml \) -type f -newer "$built" -print | head -n 1)" ]; then
        echo "Building (the first time Maven fetches about 600 MB; later builds take seconds) ..."
        # A build lasts about a minute: Java's first compiler does for it, and the second would take half of a small machine's time.
        (cd "$here" && MAVEN_OPTS="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC ${MAVEN_OPTS:-}" \
            ./mvnw --quiet --batch-mode --no-transfer-progress -Dmaven.test.skip -Dcheckstyle.skip -Dpmd.skip -pl "$module" -am package)
        touch "$built"
    fi
}

# Runs a class of the demo or of the system tests, $1, with the arguments that follow.
run_demo() {
    main=$1
    shift
    if [ -t 1 ]; then terminal=true; else terminal=false; fi
    exec "$JAVA_HOME/bin/java" -Xmx256m -cp "$here/nifi-gan-system-tests/target/classes:$here/nifi-gan-demo/target/classes:$here/nifi-gan-demo/target/demo-lib/*" \
        "-Dnifi.gan.demo.target=$here/nifi-gan-demo/target" "-Dnifi.gan.demo.terminal=$terminal" "$main" "$@"
}
