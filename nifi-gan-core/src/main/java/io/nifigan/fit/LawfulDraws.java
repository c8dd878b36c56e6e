// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.calibrate.Calibration;
import io.nifigan.common.RandomStream;
import io.nifigan.encode.TableEncoder;
import io.nifigan.rule.Rule;
import io.nifigan.sample.RowDecoder;
import io.nifigan.sample.Rules;
import io.nifigan.table.Table;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Rows of a trained generator, of which enough keep the rules: where too few do, values in a wrong order are exchanged,
 * and where that is not enough, found rules are given up. A found rule must never make sampling impossible.
 */
final class LawfulDraws {
    private final int rows;
    private final float[] raw;
    private final float[] gumbel;
    private final long seed;
    private final Set<Rule> given;
    private final Consumer<String> listener;
    private TableEncoder encoder;
    private boolean mending;

    /**
     * @param encoder the encoder, with all rules
     * @param rows the number of rows drawn
     * @param raw the generator's output, which a calibrator may change in between
     * @param gumbel the noise of choices
     * @param seed the seed of what the output leaves open
     * @param given the user's rules, which are not given up
     * @param listener gets a sentence for each measure
     */
    LawfulDraws(
            final TableEncoder encoder,
            final int rows,
            final float[] raw,
            final float[] gumbel,
            final long seed,
            final Set<Rule> given,
            final Consumer<String> listener) {
        this.encoder = encoder;
        this.rows = rows;
        this.raw = raw;
        this.gumbel = gumbel;
        this.seed = seed;
        this.given = given;
        this.listener = listener;
    }

    /** The encoder without the rules that were given up. */
    TableEncoder encoder() {
        return encoder;
    }

    /** A calibration that mends rows where that was found to be needed. */
    Calibration withMending(final Calibration calibration) {
        return calibration.withMending(mending);
    }

    /** The rows as they are. */
    Table decode(final Calibration calibration) {
        return new RowDecoder(encoder, withMending(calibration)).decode(rows, raw, gumbel, new RandomStream(seed));
    }

    /** The rows after what is needed for enough of them to keep the rules. */
    Table relieved(final Calibration calibration) {
        Table drawn = decode(calibration);
        if (!mending && !RuleRelief.suffices(encoder, drawn)) {
            final int kept = new Rules(encoder).keeping(drawn).length;
            mending = true;
            drawn = decode(calibration);
            final int mended = new Rules(encoder).keeping(drawn).length;
            mending = mended > kept;
            if (mending) {
                listener.accept(("Only %,d of %,d generated rows keep the orders between columns, so values in a wrong "
                                + "order are exchanged; then %,d do. Train for longer, so that rows are better by "
                                + "themselves")
                        .formatted(kept, rows, mended));
            } else {
                drawn = decode(calibration);
            }
        }
        encoder = RuleRelief.relieve(encoder, drawn, given, listener);
        return drawn;
    }
}
