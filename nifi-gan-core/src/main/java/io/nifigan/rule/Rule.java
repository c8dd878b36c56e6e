// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.nifigan.table.Column;
import io.nifigan.table.Table;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A relation between columns that holds in every training row, and therefore in every generated row; or in a
 * {@link #share} of them. Immutable and part of the model file; {@link RuleText} has the syntax for users.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = OrderRule.class, name = "order"),
    @JsonSubTypes.Type(value = ComparisonRule.class, name = "comparison"),
    @JsonSubTypes.Type(value = FormulaRule.class, name = "formula"),
    @JsonSubTypes.Type(value = KeyRule.class, name = "key"),
    @JsonSubTypes.Type(value = LookupRule.class, name = "lookup"),
    @JsonSubTypes.Type(value = NullRule.class, name = "null"),
    @JsonSubTypes.Type(value = CombinationRule.class, name = "combination"),
    @JsonSubTypes.Type(value = PlaceRule.class, name = "place")
})
public sealed interface Rule permits OrderRule, ComparisonRule, DefiningRule, NullRule, CombinationRule, PlaceRule {
    /** The indices of the columns of the rule. */
    int[] columns();

    /**
     * A predicate on the rows of a table with the same columns: whether the row at an index keeps the rule. It reads
     * the table's arrays and sees later changes to them.
     */
    IntPredicate on(Table table);

    /** The rule in the syntax of {@link RuleText}, with the columns' names. */
    String describe(List<Column> columns);

    /**
     * Checks that the rule fits the columns' kinds. The caller has checked that its indices are columns.
     *
     * @throws IllegalArgumentException where it does not fit
     */
    void check(List<Column> columns);

    /**
     * The share of the training rows that keep the rule: 1, but for some comparisons, whose exceptions are as frequent
     * in generated rows as in these.
     */
    default double share() {
        return 1;
    }

    /** The number of rows of a table that break the rule. */
    default int broken(final Table table) {
        final IntPredicate holds = on(table);
        int broken = 0;
        for (int r = 0; r < table.rows(); r++) {
            broken += holds.test(r) ? 0 : 1;
        }
        return broken;
    }

    /** Whether every row of a table keeps the rule. */
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
