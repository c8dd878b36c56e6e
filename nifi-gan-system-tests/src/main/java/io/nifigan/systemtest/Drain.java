// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import io.nifigan.demo.NiFiHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Takes away what a flow writes, so that the disk does not fill up, and compares files that must be the same. */
final class Drain {
    private final List<Path> made;
    private final List<Path> others;
    /** Of each model and seed, what its records were the first time. */
    private final Map<String, String> first = new ConcurrentHashMap<>();

    private long files;
    private long different;
    private long records;

    /**
     * @param made folders of synthetic records
     * @param others folders that are only emptied
     */
    Drain(final List<Path> made, final List<Path> others) {
        this.made = made;
        this.others = others;
    }

    void run() throws IOException {
        for (final MadeFiles.Made file : MadeFiles.in(made).files()) {
            final String content = file.content();
            files++;
            records += content.lines().count() - 1;
            final String before = first.putIfAbsent(file.model() + " " + file.seed(), content);
            if (before != null && !before.equals(content)) {
                different++;
            }
            NiFiHome.delete(file.path());
        }
        MadeFiles.clear(others);
    }

    long files() {
        return files;
    }

    long records() {
        return records;
    }

    /** Files that were not what the same model and seed gave before. */
    long different() {
        return different;
    }

    /** Different pairs of model and seed. */
    int kinds() {
        return first.size();
    }
}
