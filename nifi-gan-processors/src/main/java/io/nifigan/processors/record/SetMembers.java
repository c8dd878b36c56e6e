// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import io.nifigan.table.ValueType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts the texts in arrays that may be sets, such as tags: arrays of any length, whose elements differ and are among
 * a few. Texts that few arrays have are left out, like the rare keys of a map, since they may be names of people.
 */
final class SetMembers {
    /** The maximum number of texts that become columns. */
    static final int MAX_MEMBERS = 100;

    /** Texts longer than this are contents, and would make a name for a column that nobody can read. */
    private static final int MAX_LENGTH = 100;
    /** The maximum number of texts that are counted; more than that are no set of a few. */
    private static final int MAX_COUNTED = 10_000;
    /** The minimum share of all elements that the columns hold. Else much would be lost without being missed. */
    private static final double MIN_KEPT = .9;
    /** The maximum share of pairs in another order than usual that is not worth a note. */
    private static final double MAX_UNUSUAL = .01;

    private final Map<String, Member> members = new LinkedHashMap<>();
    private boolean refuted;
    private long arrays;
    private long elements;

    /** A text, with the number of arrays that have it, and for each that came after it in how many. */
    private static final class Member {
        private final Map<String, Long> followers = new LinkedHashMap<>();
        private long count;

        long before(final String other) {
            return followers.getOrDefault(other, 0L);
        }
    }

    /** The members that become columns, in the order in which arrays have them. */
    record Found(List<String> texts, int rare, boolean inOtherOrders) {}

    void see(final Object array) {
        if (refuted) {
            return;
        }
        final List<String> texts = new ArrayList<>();
        final Set<String> distinct = new HashSet<>();
        for (int i = 0; i < NestedValues.length(array); i++) {
            final Object value = RecordValues.toTable(NestedValues.element(array, i), ValueType.STRING);
            if (!(value instanceof String text)
                    || text.length() > MAX_LENGTH
                    || !distinct.add(text)
                    || distinct.size() > MAX_MEMBERS) {
                refute();
                return;
            }
            texts.add(text);
        }
        arrays++;
        elements += texts.size();
        for (int i = 0; i < texts.size(); i++) {
            final Member member = members.computeIfAbsent(texts.get(i), text -> new Member());
            member.count++;
            // More texts than columns are followed only as long as they are few.
            for (int j = i + 1; j < texts.size() && members.size() <= 2 * MAX_MEMBERS; j++) {
                member.followers.merge(texts.get(j), 1L, Long::sum);
            }
        }
        if (members.size() > MAX_COUNTED) {
            refute();
        }
    }

    private void refute() {
        refuted = true;
        members.clear();
    }

    SetMembers join(final SetMembers other) {
        final SetMembers both = new SetMembers();
        both.refuted = refuted || other.refuted;
        both.arrays = arrays + other.arrays;
        both.elements = elements + other.elements;
        if (!both.refuted) {
            both.add(members);
            both.add(other.members);
        }
        return both;
    }

    private void add(final Map<String, Member> more) {
        more.forEach((text, member) -> {
            final Member mine = members.computeIfAbsent(text, unknown -> new Member());
            mine.count += member.count;
            member.followers.forEach((follower, count) -> mine.followers.merge(follower, count, Long::sum));
        });
    }

    /** The members of the set; null if the arrays are none. */
    Found found() {
        if (refuted || elements == 0) {
            return null;
        }
        final List<String> common = members.keySet().stream()
                .filter(text -> members.get(text).count >= Math.max(MapNode.MIN_RECORDS, MapNode.MIN_SHARE * arrays))
                .sorted(Comparator.<String>comparingLong(text -> members.get(text).count)
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MAX_MEMBERS)
                .toList();
        final long kept =
                common.stream().mapToLong(text -> members.get(text).count).sum();
        if (kept < MIN_KEPT * elements) {
            return null;
        }
        final List<String> ordered = inUsualOrder(common);
        return new Found(ordered, members.size() - common.size(), unusualShare(ordered) > MAX_UNUSUAL);
    }

    /** Orders the texts of a set as they are usually ordered in arrays. */
    private List<String> inUsualOrder(final List<String> common) {
        final List<String> left = new ArrayList<>(common);
        final List<String> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            final String next = left.stream()
                    .filter(text -> left.stream()
                            .noneMatch(other -> members.get(other).before(text)
                                    > members.get(text).before(other)))
                    .findFirst()
                    .orElse(left.getFirst());
            ordered.add(next);
            left.remove(next);
        }
        return ordered;
    }

    private double unusualShare(final List<String> ordered) {
        long pairs = 0;
        long unusual = 0;
        for (int i = 0; i < ordered.size(); i++) {
            for (int j = i + 1; j < ordered.size(); j++) {
                final long usual = members.get(ordered.get(i)).before(ordered.get(j));
                final long other = members.get(ordered.get(j)).before(ordered.get(i));
                pairs += usual + other;
                unusual += other;
            }
        }
        return pairs == 0 ? 0 : (double) unusual / pairs;
    }
}
