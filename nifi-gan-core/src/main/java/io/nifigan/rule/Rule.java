// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.nifigan.table.Column;
import io.nifigan.table.Table;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * What holds between columns in every row that was learnt, and so in every row that is made. A rule is a value that a
 * model file holds; {@link RuleText} says how it is written.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = OrderRule.class, name = "order"),
    @JsonSubTypes.Type(value = LinearRule.class, name = "linear"),
    @JsonSubTypes.Type(value = LookupRule.class, name = "lookup"),
    @JsonSubTypes.Type(value = NullRule.class, name = "null"),
    @JsonSubTypes.Type(value = CombinationRule.class, name = "combination")
})
public sealed interface Rule permits OrderRule, LinearRule, LookupRule, NullRule, CombinationRule {
    /** The indices of the columns that it is about. */
    int[] columns();

    /**
     * The rule for the rows of a table of the same columns: whether the row at an index keeps it. Values that are
     * changed in the table's arrays afterwards are seen.
     */
    IntPredicate on(Table table);

    /** The rule as {@link RuleText} reads it, in the names of the columns. */
    String describe(List<Column> columns);

    /**
     * Refuses a rule that these columns cannot have. That its indices are columns was checked before.
     *
     * @throws IllegalArgumentException with what does not fit
     */
    void check(List<Column> columns);

    /** How many rows of a table break it. */
    default int broken(final Table table) {
        final IntPredicate holds = on(table);
        int broken = 0;
        for (int r = 0; r < table.rows(); r++) {
            broken += holds.test(r) ? 0 : 1;
        }
        return broken;
    }

    /** Whether no row of a table breaks it. */
    default boolean holdsIn(final Table table) {
        final IntPredicate holds = on(table);
        for (int r = 0; r < table.rows(); r++) {
            if (!holds.test(r)) {
                return false;
            }
        }
        return true;
    }
}
