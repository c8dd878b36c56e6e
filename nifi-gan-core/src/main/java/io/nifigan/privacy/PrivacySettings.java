// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import java.util.List;
import java.util.Objects;

/**
 * What a private training may spend, and what it may take for granted.
 *
 * @param epsilon above 0, at most 1,000 (and 1 to 3 where it is to protect)
 * @param delta above 0 and at most .001; 0 for a tenth of one over the public number of rows, or a millionth where that
 *     is not public
 * @param schema what is public
 * @param targets columns that matter most: tables that have them are favoured
 * @param personKey the column that says whose a record is; null where every record is somebody else's
 * @param perPerson the most records of one person that are learnt, 1 to 1,000
 * @param bits where noise comes from: {@link BitSource#secure()} wherever it has to protect anybody
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
