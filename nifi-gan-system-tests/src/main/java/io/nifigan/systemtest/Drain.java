// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import io.nifigan.demo.NiFiHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A consumer of a flow's output files, which keeps the disk from filling up and compares files that must be equal. */
final class Drain {
    private final List<Path> synthetic;
    private final List<Path> others;
    /** The first records of each model and seed. */
    private final Map<String, String> first = new ConcurrentHashMap<>();

    private long files;
    private long different;
    private long records;

    /**
     * @param synthetic folders of synthetic records
     * @param others folders that are only emptied
     */
    Drain(final List<Path> synthetic, final List<Path> others) {
        this.synthetic = synthetic;
        this.others = others;
    }

    void run() throws IOException {
        for (final SyntheticFiles.SyntheticFile file :
                SyntheticFiles.in(synthetic).files()) {
            final String content = file.content();
            files++;
            records += content.lines().count() - 1;
            final String before = first.putIfAbsent(file.model() + " " + file.seed(), content);
            if (before != null && !before.equals(content)) {
                different++;
            }
            NiFiHome.delete(file.path());
        }
        SyntheticFiles.clear(others);
    }

    long files() {
        return files;
    }

    long records() {
        return records;
    }

    /** The number of files that differ from the first one of the same model and seed. */
    long different() {
        return different;
    }

    /** The number of different pairs of model and seed. */
    int kinds() {
        return first.size();
    }
}
