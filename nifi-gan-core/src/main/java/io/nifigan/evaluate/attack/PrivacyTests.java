// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.attack;

import io.nifigan.evaluate.result.PrivacyTest;
import io.nifigan.evaluate.similarity.EvaluationData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The attacks on which the verdict on privacy rests, tested together. */
public final class PrivacyTests {
    private PrivacyTests() {}

    /**
     * The tests that count, strongest evidence first. The data must include held-out rows.
     *
     * @param measured attacks that were made already
     * @param determined columns that a rule determines, which are no secrets of their own
     */
    public static List<PrivacyTest> measure(
            final EvaluationData data, final List<Measured> measured, final Set<Integer> determined) {
        final Pool pool = Pool.of(data);
        final int[] secrets = DeterminedColumns.without(
                pool.rows(),
                Arrays.stream(data.comparedFields())
                        .filter(column -> !determined.contains(column))
                        .toArray());
        final Set<String> names = Arrays.stream(secrets)
                .mapToObj(column -> data.real().column(column).name())
                .collect(Collectors.toSet());
        final List<Trials> trials = new ArrayList<>(CopyAttack.measure(data, pool));
        trials.addAll(MembershipAttack.measure(data));
        trials.addAll(ValueAttack.measure(data, pool, secrets));
        trials.add(CombinationAttack.measure(data, pool));
        measured.stream()
                .map(Measured::trials)
                .filter(Objects::nonNull)
                .filter(one -> one.kind() != PrivacyTest.Kind.ATTRIBUTE_INFERENCE || names.contains(one.column()))
                .forEach(trials::add);
        return SimultaneousTests.of(trials, data.settings().thresholds());
    }
}
