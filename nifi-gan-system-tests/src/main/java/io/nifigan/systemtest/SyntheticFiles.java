// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import io.nifigan.demo.NiFiHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of synthetic records that a flow has written.
 *
 * @param files the files in any order
 */
record SyntheticFiles(List<SyntheticFiles.SyntheticFile> files) {
    private static final Pattern NAME = Pattern.compile(
            "(?:synthetic-)?([0-9a-f]{16})-(\\d+)(?:-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})?\\.csv");

    /**
     * A file of synthetic records.
     *
     * @param folder its folder
     * @param file its name
     * @param model the id of the model that generated the records
     * @param seed the seed of the records
     */
    record SyntheticFile(Path folder, String file, String model, long seed) {
        Path path() {
            return folder.resolve(file);
        }

        String content() throws IOException {
            return Files.readString(path());
        }

        /** The records, without the header line. */
        List<String> records() throws IOException {
            final List<String> lines = Files.readAllLines(path());
            return lines.subList(Math.min(1, lines.size()), lines.size());
        }
    }

    /** The complete files in the folders; incomplete ones have names that start with a dot. */
    static SyntheticFiles in(final List<Path> folders) throws IOException {
        final List<SyntheticFile> files = new ArrayList<>();
        for (final Path folder : folders) {
            for (final String name : names(folder)) {
                final Matcher parts = NAME.matcher(name);
                if (!parts.matches()) {
                    throw new IOException("Unexpected file name: " + folder.resolve(name));
                }
                files.add(new SyntheticFile(folder, name, parts.group(1), Long.parseLong(parts.group(2))));
            }
        }
        return new SyntheticFiles(files);
    }

    /** Names of the complete files in a folder, which may not exist. */
    static List<String> names(final Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    static void clear(final List<Path> folders) throws IOException {
        for (final Path folder : folders) {
            for (final String name : names(folder)) {
                NiFiHome.delete(folder.resolve(name));
            }
        }
    }

    int count() {
        return files.size();
    }

    /** The number of files per seed. */
    Map<Long, Integer> perSeed() {
        final Map<Long, Integer> counts = new TreeMap<>();
        files.forEach(file -> counts.merge(file.seed(), 1, Integer::sum));
        return counts;
    }

    /** Whether there is exactly one file per seed of a range, and nothing else. */
    boolean oneOfEach(final long first, final int count) {
        final Map<Long, Integer> counts = perSeed();
        for (long seed = first; seed < first + count; seed++) {
            if (counts.getOrDefault(seed, 0) != 1) {
                return false;
            }
        }
        return counts.size() == count;
    }

    /** The number of files per folder. */
    Map<Path, Integer> perFolder() {
        final Map<Path, Integer> counts = new TreeMap<>();
        files.forEach(file -> counts.merge(file.folder(), 1, Integer::sum));
        return counts;
    }

    /** The content of the file of each seed. */
    Map<Long, String> contents() throws IOException {
        final Map<Long, String> contents = new TreeMap<>();
        for (final SyntheticFile file : files) {
            contents.put(file.seed(), file.content());
        }
        return contents;
    }

    /** The number of records and of repeated ones. */
    Repeats repeats() throws IOException {
        final Set<String> different = new HashSet<>();
        long all = 0;
        for (final SyntheticFile file : files) {
            final List<String> records = file.records();
            all += records.size();
            different.addAll(records);
        }
        return new Repeats(all, all - different.size());
    }

    /** A number of records and how many of them are repetitions. */
    record Repeats(long records, long repeated) {
        @Override
        public String toString() {
            return "%,d records, %,d of them twice".formatted(records, repeated);
        }
    }
}
