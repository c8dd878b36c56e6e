// SPDX-License-Identifier: Apache-2.0
package io.nifigan.augment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers of records to add to each class so that the classes reach the requested shares. No record is removed, and the
 * total is the smallest that allows this. Shares that do not give whole numbers are rounded by the largest remainder
 * method.
 *
 * @param additions number of records to add to each class that needs any, above 0
 */
public record BalancePlan(Map<String, Long> additions) {
    private static final double MAX = 100_000_000;

    public BalancePlan {
        additions = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(additions));
    }

    /**
     * Computes the plan.
     *
     * @param counts number of records of each class
     * @param shares requested shares; classes that they do not name share the rest in proportion to their counts
     * @throws IllegalArgumentException if the shares cannot be reached, or only with more than 100 million records
     */
    public static BalancePlan of(final Map<String, Long> counts, final ClassShares shares) {
        final Map<String, Double> wanted = fractions(counts, shares);
        double min = 0;
        for (final Map.Entry<String, Double> entry : wanted.entrySet()) {
            min = Math.max(min, counts.getOrDefault(entry.getKey(), 0L) / entry.getValue());
        }
        if (min > MAX) {
            throw new IllegalArgumentException(
                    ("These shares need %.0f records in total. Give larger shares to the classes with many records")
                            .formatted(min));
        }
        // Division may have rounded 90 up to 90.00000000000001.
        long total = (long) Math.ceil(min - 1e-6);
        Map<String, Long> sizes = apportion(total, wanted);
        while (shrinks(counts, sizes)) {
            total++;
            sizes = apportion(total, wanted);
        }
        final Map<String, Long> additions = new LinkedHashMap<>();
        sizes.forEach((name, size) -> {
            if (size > counts.getOrDefault(name, 0L)) {
                additions.put(name, size - counts.getOrDefault(name, 0L));
            }
        });
        return new BalancePlan(additions);
    }

    /** The share of each class, adding up to 1. */
    private static Map<String, Double> fractions(final Map<String, Long> counts, final ClassShares shares) {
        final Map<String, Double> fractions = new LinkedHashMap<>();
        if (shares.percent().isEmpty()) {
            counts.keySet().forEach(name -> fractions.put(name, 1. / counts.size()));
            return fractions;
        }
        final double named = shares.percent().values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        final Map<String, Long> others = new LinkedHashMap<>(counts);
        others.keySet().removeAll(shares.percent().keySet());
        others.values().removeIf(count -> count == 0);
        if (others.isEmpty()) {
            if (named < ClassShares.WHOLE - ClassShares.ROUNDED) {
                throw new IllegalArgumentException(
                        ("The shares of the classes add up to %s %%. They must add up to 100 %%, because the "
                                        + "records have no other class")
                                .formatted(named));
            }
            shares.percent().forEach((name, percent) -> fractions.put(name, percent / named));
            return fractions;
        }
        final double left = 1 - named / ClassShares.WHOLE;
        if (left < 1e-9) {
            throw new IllegalArgumentException(
                    ("The shares add up to 100 %%, but the records have other classes too (%d). No record is "
                                    + "removed, so leave a share for these classes")
                            .formatted(others.size()));
        }
        shares.percent().forEach((name, percent) -> fractions.put(name, percent / ClassShares.WHOLE));
        final double sum = others.values().stream().mapToLong(Long::longValue).sum();
        others.forEach((name, count) -> fractions.put(name, left * count / sum));
        return fractions;
    }

    private static boolean shrinks(final Map<String, Long> counts, final Map<String, Long> sizes) {
        return sizes.entrySet().stream().anyMatch(entry -> entry.getValue() < counts.getOrDefault(entry.getKey(), 0L));
    }

    private static Map<String, Long> apportion(final long total, final Map<String, Double> fractions) {
        final Map<String, Long> sizes = new LinkedHashMap<>();
        final Map<String, Double> remainders = new LinkedHashMap<>();
        long left = total;
        for (final Map.Entry<String, Double> entry : fractions.entrySet()) {
            final double exact = total * entry.getValue();
            final long whole = (long) Math.floor(exact + 1e-6);
            sizes.put(entry.getKey(), whole);
            remainders.put(entry.getKey(), exact - whole);
            left -= whole;
        }
        final List<String> order = new ArrayList<>(fractions.keySet());
        order.sort(Comparator.comparing(remainders::get, Comparator.reverseOrder()));
        for (int i = 0; i < left; i++) {
            sizes.merge(order.get(i % order.size()), 1L, Long::sum);
        }
        return sizes;
    }
}
