// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import io.nifigan.common.NumberBoxes;
import java.util.List;

/**
 * Parts with labels: the members of a JSON object, keys with values, or the variable parts of a pattern.
 *
 * @param open the text before the first label
 * @param labels the text before each part
 * @param parts the parts
 * @param separator the text between two members
 * @param close the text after the last part
 * @param sets the sets of members that occur together, each as ascending indices; empty where members occur
 *     independently
 * @param weights the relative frequency of each set
 * @param shares the share of cells that have each member; where {@code sets} is empty
 * @param joint the indices of the members whose numbers are drawn together; empty for none
 * @param boxes where the points of these numbers lie; null for none
 */
public record PartMembers(
        String open,
        List<String> labels,
        List<TextPart> parts,
        String separator,
        String close,
        List<List<Integer>> sets,
        List<Double> weights,
        List<Double> shares,
        List<Integer> joint,
        NumberBoxes boxes)
        implements TextPart {
    public PartMembers {
        labels = List.copyOf(labels);
        parts = List.copyOf(parts);
        sets = sets.stream().map(List::copyOf).toList();
        weights = sets.isEmpty() ? List.of() : Parts.checkWeights(weights, sets.size());
        shares = List.copyOf(shares);
        joint = List.copyOf(joint);
        Parts.checkLabels(open, separator, close);
        Parts.checkLabels(labels.toArray(String[]::new));
        final int count = parts.size();
        final List<TextPart> members = parts;
        final boolean fits = count <= MAX_PARTS
                && labels.size() == count
                && sets.stream().allMatch(set -> isAscending(set, count))
                && (!sets.isEmpty() || shares.size() == count)
                && shares.stream().allMatch(share -> share >= 0 && share <= 1)
                && isAscending(joint, count)
                && joint.stream().allMatch(member -> members.get(member) instanceof PartNumber)
                && (joint.isEmpty() ? boxes == null : boxes != null && boxes.dimensions() == joint.size());
        if (!fits) {
            throw new IllegalArgumentException(
                    "The members of a cell do not fit each other; a cell may have %,d of them".formatted(MAX_PARTS));
        }
    }

    private static boolean isAscending(final List<Integer> set, final int count) {
        int last = -1;
        for (final int member : set) {
            if (member <= last || member >= count) {
                return false;
            }
            last = member;
        }
        return true;
    }

    @Override
    public void write(final PartWriter writer) {
        final List<Integer> set = sets.isEmpty() ? null : sets.get(Parts.draw(weights, writer.random()));
        final double[][] point = boxes == null ? null : boxes.draw(writer.random());
        boolean first = true;
        writer.text().append(open);
        for (int m = 0; m < parts.size(); m++) {
            if (set == null ? writer.random().nextDouble() < shares.get(m) : set.contains(m)) {
                writer.countPart();
                writer.text().append(first ? "" : separator).append(labels.get(m));
                first = false;
                final int dimension = joint.indexOf(m);
                if (dimension >= 0) {
                    ((PartNumber) parts.get(m)).write(point, dimension, writer);
                } else {
                    parts.get(m).write(writer);
                }
            }
        }
        writer.text().append(close);
    }

    @Override
    public long size() {
        return Parts.size(parts);
    }
}
