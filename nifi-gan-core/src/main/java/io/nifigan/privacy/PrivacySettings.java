// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import java.util.List;
import java.util.Objects;

/**
 * The settings of a private training: its budget, and what is public.
 *
 * @param epsilon the privacy budget epsilon, above 0 and at most 1,000; 1 to 3 gives good protection
 * @param delta the delta, above 0 and at most .001; 0 for 1 / (10 rows) if the number of rows is public, else 1e-6
 * @param schema the public facts
 * @param targets the columns that matter most, whose tables are favoured
 * @param personKey the column that identifies the person of a record; null if each record is a person of its own
 * @param perPerson the most records of one person that are used, 1 to 1,000
 * @param bits the source of random bits for noise; only {@link BitSource#secure()} protects anybody
 */
public record PrivacySettings(
        double epsilon,
        double delta,
        PublicSchema schema,
        List<String> targets,
        String personKey,
        int perPerson,
        BitSource bits) {
    private static final double USUAL_DELTA = 1e-6;
    private static final double MAX_DELTA = 1e-3;

    public PrivacySettings {
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(bits, "bits");
        targets = List.copyOf(targets);
        if (!(epsilon > 0 && epsilon <= 1_000)) {
            throw new IllegalArgumentException(
                    ("Epsilon is %s; it must be above 0 and at most 1,000, and protects hardly anybody " + "above 10")
                            .formatted(epsilon));
        }
        if (!(delta >= 0 && delta <= MAX_DELTA)) {
            throw new IllegalArgumentException(
                    ("Delta is %s; it must be above 0 and at most 0.001, and should be less than one over "
                                    + "ten times the number of records")
                            .formatted(delta));
        }
        if (perPerson < 1 || perPerson > 1_000) {
            throw new IllegalArgumentException(
                    "The most records of a person are %d; they must be 1 to 1,000".formatted(perPerson));
        }
    }

    /** Delta, or its default, which follows from what is public. */
    public double usedDelta() {
        return delta > 0 ? delta : schema.rows() > 0 ? Math.min(MAX_DELTA, 1 / (10. * schema.rows())) : USUAL_DELTA;
    }
}
