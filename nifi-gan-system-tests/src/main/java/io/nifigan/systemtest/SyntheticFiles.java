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
 * Files of synthetic records that a flow has written.
 *
 * @param files in no certain order
 */
record MadeFiles(List<MadeFiles.Made> files) {
    private static final Pattern NAME = Pattern.compile(
            "(?:synthetic-)?([0-9a-f]{16})-(\\d+)(?:-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})?\\.csv");

    /**
     * One of them.
     *
     * @param folder it lies in
     * @param model the id of the model that made it
     * @param seed that its records come from
     */
    record Made(Path folder, String file, String model, long seed) {
        Path path() {
            return folder.resolve(file);
        }

        String content() throws IOException {
            return Files.readString(path());
        }

        /** Its records, without the line of names. */
        List<String> records() throws IOException {
            final List<String> lines = Files.readAllLines(path());
            return lines.subList(Math.min(1, lines.size()), lines.size());
        }
    }

    /** What lies in the folders: whole files only, since NiFi writes under a name that starts with a dot. */
    static MadeFiles in(final List<Path> folders) throws IOException {
        final List<Made> made = new ArrayList<>();
        for (final Path folder : folders) {
            for (final String name : names(folder)) {
                final Matcher parts = NAME.matcher(name);
                if (!parts.matches()) {
                    throw new IOException("There is a file of another name: " + folder.resolve(name));
                }
                made.add(new Made(folder, name, parts.group(1), Long.parseLong(parts.group(2))));
            }
        }
        return new MadeFiles(made);
    }

    /** Names of the whole files of a folder, which need not be there. */
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

    /** How many there are of each seed. */
    Map<Long, Integer> perSeed() {
        final Map<Long, Integer> counts = new TreeMap<>();
        files.forEach(file -> counts.merge(file.seed(), 1, Integer::sum));
        return counts;
    }

    /** Whether there is one file of each seed of a range, and nothing else. */
    boolean oneOfEach(final long first, final int count) {
        final Map<Long, Integer> counts = perSeed();
        for (long seed = first; seed < first + count; seed++) {
            if (counts.getOrDefault(seed, 0) != 1) {
                return false;
            }
        }
        return counts.size() == count;
    }

    /** How many files lie in each folder. */
    Map<Path, Integer> perFolder() {
        final Map<Path, Integer> counts = new TreeMap<>();
        files.forEach(file -> counts.merge(file.folder(), 1, Integer::sum));
        return counts;
    }

    /** The content of each seed's file. */
    Map<Long, String> contents() throws IOException {
        final Map<Long, String> contents = new TreeMap<>();
        for (final Made file : files) {
            contents.put(file.seed(), file.content());
        }
        return contents;
    }

    /** All records, and how many of them came before. */
    Repeats repeats() throws IOException {
        final Set<String> different = new HashSet<>();
        long all = 0;
        for (final Made file : files) {
            final List<String> records = file.records();
            all += records.size();
            different.addAll(records);
        }
        return new Repeats(all, all - different.size());
    }

    /** Of so many records, so many came before. */
    record Repeats(long records, long repeated) {
        @Override
        public String toString() {
            return "%,d records, %,d of them twice".formatted(records, repeated);
        }
    }
}
