// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import io.nifigan.text.CellPart;
import io.nifigan.text.CellStructure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Learns the parts of cells that have a structure. Keys and fixed texts are kept where five or more cells share them,
 * as values of categories are.
 */
final class CellLearner {
    /** Minimum number of cells that share a key, a set of keys or a word. */
    static final int MIN_SHARED = NumberBoxes.MIN_POINTS;

    private static final int MAX_ROWS = 20_000;
    private static final int MAX_TUPLE = 16;
    private static final int MAX_MEMBERS = 500;
    private static final int MAX_COUNTS = 100;

    private CellLearner() {}

    /**
     * Learns the structure of values.
     *
     * @param values the distinct values
     * @param counts the number of rows of each
     * @return empty where the values have no structure
     */
    static Optional<TextPart> learn(final List<String> values, final int[] counts) {
        return CellStructure.of(values).map(structure -> {
            final List<Integer> rows = new ArrayList<>();
            IntStream.range(0, values.size()).forEach(i -> rows.addAll(Collections.nCopies(counts[i], i)));
            final boolean ascii = values.stream().allMatch(CellLearner::isAscii);
            return part(
                    CellStructure.sample(rows, MAX_ROWS).stream()
                            .map(values::get)
                            .flatMap(value -> structure.parse(value).stream())
                            .toList(),
                    "",
                    ascii ? PartText.Quoting.JSON_ASCII : PartText.Quoting.JSON);
        });
    }

    private static boolean isAscii(final String text) {
        return text.chars().allMatch(c -> c < 0x7F);
    }

    /** Learns a part from all its instances; where they are of several sorts, it is a choice between them. */
    private static TextPart part(final List<CellPart> instances, final String name, final PartText.Quoting quoting) {
        final Map<String, List<CellPart>> sorts = instances.stream()
                .collect(Collectors.groupingBy(CellLearner::sort, LinkedHashMap::new, Collectors.toList()));
        final List<List<CellPart>> common = sorts.values().stream()
                .filter(sort -> sorts.size() == 1 || sort.size() >= MIN_SHARED)
                .limit(TextPart.MAX_PARTS)
                .toList();
        final List<List<CellPart>> kept = common.isEmpty() ? List.copyOf(sorts.values()) : common;
        final List<TextPart> parts =
                kept.stream().map(sort -> ofSort(sort, name, quoting)).toList();
        return parts.size() == 1
                ? parts.getFirst()
                : new TextPart.Choice(
                        parts, kept.stream().map(sort -> (double) sort.size()).toList());
    }

    /** Parts of one sort are learnt together. Patterns of other fixed texts are other sorts. */
    private static String sort(final CellPart part) {
        return switch (part) {
            case CellPart.Value value -> value.quoted() ? "string" : "value";
            case CellPart.Elements elements -> "array";
            case CellPart.Members members ->
                members.separator().isEmpty()
                        ? "pattern " + String.join("\n", members.labels()) + "\n" + members.close()
                        : "members";
        };
    }

    private static TextPart ofSort(final List<CellPart> sort, final String name, final PartText.Quoting quoting) {
        return switch (sort.getFirst()) {
            case CellPart.Value first ->
                ValueLearner.learn(
                        sort.stream()
                                .map(part -> ((CellPart.Value) part).text())
                                .toList(),
                        name,
                        first.quoted() ? quoting : PartText.Quoting.NONE);
            case CellPart.Elements ignored ->
                array(sort.stream().map(CellPart.Elements.class::cast).toList(), name, quoting);
            case CellPart.Members first -> {
                final List<CellPart.Members> all =
                        sort.stream().map(CellPart.Members.class::cast).toList();
                yield first.separator().isEmpty()
                        ? tuple(first, all.stream().map(CellPart.Members::parts).toList(), name, quoting)
                        : object(all, quoting);
            }
        };
    }

    /** Arrays that all have the same few elements are tuples, such as coordinates; others are lists. */
    private static TextPart array(
            final List<CellPart.Elements> arrays, final String name, final PartText.Quoting quoting) {
        final CellPart.Elements style = arrays.stream()
                .filter(array -> array.parts().size() > 1)
                .findFirst()
                .orElse(arrays.getFirst());
        final int length = style.parts().size();
        if (length > 1
                && length <= MAX_TUPLE
                && arrays.stream().allMatch(array -> array.parts().size() == length)) {
            return tuple(
                    new CellPart.Members(
                            style.open(),
                            Collections.nCopies(length, ""),
                            style.parts(),
                            style.separator(),
                            style.close()),
                    arrays.stream().map(CellPart.Elements::parts).toList(),
                    name,
                    quoting);
        }
        final List<CellPart> all =
                arrays.stream().flatMap(array -> array.parts().stream()).toList();
        return new PartElements(
                style.open(),
                style.separator(),
                style.close(),
                counts(arrays.stream().map(array -> array.parts().size()).toList()),
                null,
                "",
                all.isEmpty() ? null : part(all, name, quoting),
                arrays.stream()
                        .allMatch(array -> new HashSet<>(array.parts()).size()
                                == array.parts().size()));
    }

    /** Parts of which every instance has the same number. */
    private static TextPart tuple(
            final CellPart.Members style,
            final List<List<CellPart>> rows,
            final String name,
            final PartText.Quoting quoting) {
        final List<TextPart> parts = IntStream.range(0, style.parts().size())
                .mapToObj(i -> part(rows.stream().map(row -> row.get(i)).toList(), name, quoting))
                .toList();
        return MemberLearner.together(style, style.labels(), parts, rows);
    }

    private static TextPart object(final List<CellPart.Members> objects, final PartText.Quoting quoting) {
        final CellPart.Members style = objects.stream()
                .filter(one -> one.parts().size() > 1)
                .findFirst()
                .orElse(objects.getFirst());
        final Map<String, List<CellPart>> members = new HashMap<>();
        final Map<String, Double> places = new HashMap<>();
        for (final CellPart.Members object : objects) {
            for (int m = 0; m < object.labels().size(); m++) {
                final String label = object.labels().get(m);
                members.computeIfAbsent(label, key -> new ArrayList<>())
                        .add(object.parts().get(m));
                places.merge(label, (double) m / object.labels().size(), Double::sum);
            }
        }
        final List<String> labels = members.keySet().stream()
                .filter(label -> members.get(label).size() >= MIN_SHARED && label.length() <= TextPart.MAX_LABEL)
                .sorted(Comparator.<String>comparingDouble(
                                label -> places.get(label) / members.get(label).size())
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MAX_MEMBERS)
                .toList();
        final int all = members.values().stream().mapToInt(List::size).sum();
        final int kept =
                labels.stream().mapToInt(label -> members.get(label).size()).sum();
        if (2 * kept < all && style.labels().getFirst().startsWith("\"")) {
            return map(objects, style, quoting);
        }
        final List<TextPart> parts = labels.stream()
                .map(label -> part(
                        members.get(label),
                        label.replaceAll("[^\\p{L}\\p{N}]+", " ").strip(),
                        quoting))
                .toList();
        return MemberLearner.together(
                style,
                labels,
                parts,
                objects.stream().map(object -> inOrder(object, labels)).toList());
    }

    private static List<CellPart> inOrder(final CellPart.Members object, final List<String> labels) {
        final Map<String, CellPart> parts = new HashMap<>();
        for (int m = 0; m < object.labels().size(); m++) {
            parts.put(object.labels().get(m), object.parts().get(m));
        }
        final List<CellPart> ordered = new ArrayList<>();
        labels.forEach(label -> ordered.add(parts.get(label)));
        return ordered;
    }

    /** Objects whose keys are content, because most keys are rare. */
    private static TextPart map(
            final List<CellPart.Members> objects, final CellPart.Members style, final PartText.Quoting quoting) {
        final List<String> keys = new ArrayList<>();
        final List<CellPart> all = new ArrayList<>();
        for (final CellPart.Members object : objects) {
            object.labels().forEach(label -> keys.add(label.substring(1, label.lastIndexOf('"'))));
            all.addAll(object.parts());
        }
        final String label = style.labels().getFirst();
        return new PartElements(
                style.open(),
                style.separator(),
                style.close(),
                counts(objects.stream().map(object -> object.parts().size()).toList()),
                ValueLearner.texts(keys, "", quoting),
                label.substring(label.lastIndexOf('"') + 1),
                part(all, "", quoting),
                false);
    }

    /** Numbers of elements, evenly spread over those that occur. */
    private static List<Integer> counts(final List<Integer> all) {
        return List.copyOf(CellStructure.sample(all.stream().sorted().toList(), MAX_COUNTS));
    }
}
