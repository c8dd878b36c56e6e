// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import io.nifigan.common.NumberBoxes;
import io.nifigan.text.CellPart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Learns which members of cells occur together, and which of their numbers are points of one space. */
final class MemberLearner {
    private static final int MAX_SETS = 500;
    /** Minimum share of cells whose set of members is a common one; else members occur independently. */
    private static final double MIN_IN_SETS = .8;

    private static final int BOXES = 1_000;
    private static final int MAX_DIMENSIONS = 8;

    private MemberLearner() {}

    /**
     * Puts members together.
     *
     * @param style an instance from which the texts around members are taken
     * @param labels the members' labels
     * @param parts the members, learnt one by one
     * @param rows the instances of all members in each cell; null for one that a cell does not have
     */
    static PartMembers together(
            final CellPart.Members style,
            final List<String> labels,
            final List<TextPart> parts,
            final List<List<CellPart>> rows) {
        final Map<List<Integer>, Integer> sets = new LinkedHashMap<>();
        for (final List<CellPart> row : rows) {
            sets.merge(
                    IntStream.range(0, parts.size())
                            .filter(m -> row.get(m) != null)
                            .boxed()
                            .toList(),
                    1,
                    Integer::sum);
        }
        final List<Map.Entry<List<Integer>, Integer>> common = sets.entrySet().stream()
                .filter(set -> set.getValue() >= CellLearner.MIN_SHARED || sets.size() == 1)
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(MAX_SETS)
                .toList();
        final int inCommon = common.stream().mapToInt(Map.Entry::getValue).sum();
        final boolean bySets = inCommon >= MIN_IN_SETS * rows.size();
        final List<Integer> joint = joint(parts, rows);
        return new PartMembers(
                style.open(),
                labels,
                parts,
                style.separator(),
                style.close(),
                bySets ? common.stream().map(Map.Entry::getKey).toList() : List.of(),
                bySets ? common.stream().map(set -> (double) set.getValue()).toList() : List.of(),
                bySets ? List.of() : shares(parts.size(), rows),
                joint,
                joint.isEmpty() ? null : boxes(joint, rows));
    }

    private static List<Double> shares(final int members, final List<List<CellPart>> rows) {
        return IntStream.range(0, members)
                .mapToObj(m -> rows.stream().filter(row -> row.get(m) != null).count() / (double) rows.size())
                .toList();
    }

    /** The members that are numbers in every cell; none where there is only one. */
    private static List<Integer> joint(final List<TextPart> parts, final List<List<CellPart>> rows) {
        final List<Integer> joint = new ArrayList<>();
        for (int member = 0; member < parts.size() && joint.size() < MAX_DIMENSIONS; member++) {
            final int m = member;
            if (parts.get(m) instanceof PartNumber && rows.stream().allMatch(row -> isNumber(row.get(m)))) {
                joint.add(m);
            }
        }
        return joint.size() < 2 ? List.of() : joint;
    }

    private static boolean isNumber(final CellPart part) {
        return part instanceof CellPart.Value value && ValueLearner.isNumber(value.text());
    }

    private static NumberBoxes boxes(final List<Integer> joint, final List<List<CellPart>> rows) {
        final double[][] points = rows.stream()
                .map(row -> joint.stream()
                        .mapToDouble(m -> Double.parseDouble(((CellPart.Value) row.get(m)).text()))
                        .toArray())
                .toArray(double[][]::new);
        return NumberBoxes.fit(points, BOXES);
    }
}
