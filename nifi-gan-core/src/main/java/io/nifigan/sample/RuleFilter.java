// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntUnaryOperator;

/** Keeps the rows that keep the rules of the table. */
final class RuleFilter implements Filter {
    private final Rules rules;
    /** {@code [rules]}: the rows that broke each rule, and none before it. */
    private final AtomicLongArray broken;

    RuleFilter(final Rules rules) {
        this.rules = rules;
        this.broken = new AtomicLongArray(rules.size());
    }

    @Override
    public int[] kept(final RowBatch batch) {
        final Table table = batch.table();
        final IntUnaryOperator firstBroken = rules.firstBroken(table);
        final int[] kept = new int[table.rows()];
        int count = 0;
        for (int r = 0; r < kept.length; r++) {
            final int rule = firstBroken.applyAsInt(r);
            if (rule < 0) {
                kept[count++] = r;
            } else {
                broken.incrementAndGet(rule);
            }
        }
        return Arrays.copyOf(kept, count);
    }

    @Override
    public String description() {
        return "kept the rules of the table";
    }

    @Override
    public String advice() {
        return mostBroken() + "Train anew, for longer, or forbid rules that hold by chance";
    }

    /** Empty where no rule was broken that may be named. */
    private String mostBroken() {
        int most = -1;
        for (int i = 0; i < broken.length(); i++) {
            if (rules.describe(i).isPresent() && broken.get(i) > (most < 0 ? 0 : broken.get(most))) {
                most = i;
            }
        }
        return most < 0
                ? ""
                : "Most broke '%s'. ".formatted(rules.describe(most).orElseThrow());
    }
}
