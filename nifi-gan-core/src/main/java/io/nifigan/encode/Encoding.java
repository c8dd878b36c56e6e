// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.nifigan.partial.PartialRule;
import io.nifigan.rule.Rule;
import io.nifigan.table.Column;
import java.util.List;
import java.util.Optional;

/**
 * The encoding of one column's values for the networks, fitted once and immutable. Everything that differs between
 * kinds of encodings is a method here, so that a new kind touches no other code (see {@link EncodingKind}). The model
 * file holds an encoding as JSON under the name in its {@code @JsonTypeName}. Its constructor must reject invalid
 * values, because the file may come from anywhere.
 *
 * <p>A column is of one of three sorts: it is learnt and has {@link #blocks blocks}; it is computed or looked up from
 * other columns ({@link #sources}); or its values identify rows or persons and are generated ({@link #isGenerated}).
 * The default methods are for a column that is computed or looked up.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public interface Encoding {
    /**
     * Checks that the encoding fits its table; {@link EncodingChecks} has common checks.
     *
     * @param column the index of the encoded column
     * @param columns the table's columns
     * @param encodings the encodings of all columns
     * @throws IllegalArgumentException where it does not fit
     */
    void check(int column, List<Column> columns, List<Encoding> encodings);

    /**
     * The codec that encodes and decodes the column.
     *
     * @param column the index of the column
     * @param columns the table's columns
     */
    ColumnCodec codec(int column, List<Column> columns);

    /**
     * One block for each part of the column, without a place in a layout; the layout skips empty blocks. Empty where
     * the column is not learnt.
     */
    default List<Block> blocks() {
        return List.of();
    }

    /**
     * A label that identifies a one-hot member within its block; {@link MemberLabels} has the prefixes.
     *
     * @param part the block's part
     * @param member the member
     */
    default String label(final int part, final int member) {
        throw new IllegalArgumentException("This encoding has no blocks");
    }

    /** The member of a part's block that stands for missing only, -1 for none. */
    default int missingMember(final int part) {
        return -1;
    }

    /** Whether a value may be missing. */
    default boolean canMiss() {
        return true;
    }

    /**
     * Whether a value may be missing, given the encodings of all columns: one that follows from others may be missing
     * only where they may.
     */
    default boolean canMiss(final List<Encoding> encodings) {
        return canMiss();
    }

    /** Whether values identify rows or persons, so that they are generated after all other values of a row. */
    default boolean isGenerated() {
        return false;
    }

    /**
     * The indices of the columns from which this one is computed or looked up; empty for a column that is learnt or
     * generated.
     */
    default int[] sources() {
        return new int[0];
    }

    /** The rule that computes or looks up the column; empty for a lookup by a single category. */
    default Optional<Rule> definingRule() {
        return Optional.empty();
    }

    /** The relations to other columns that the column's values have in part of the rows. */
    default List<PartialRule> partialRules() {
        return List.of();
    }

    /**
     * The index of the column whose {@link CategoryEncoding} determines this column's value: this column or another, -1
     * for none.
     *
     * @param own the index of this column
     */
    default int category(final int own) {
        return -1;
    }

    /**
     * The values that the column can have; empty where they are only known after generating rows.
     *
     * @param column the encoded column
     * @param encodings the encodings of all columns
     */
    default Optional<Support> support(final Column column, final List<Encoding> encodings) {
        return Optional.empty();
    }

    /**
     * The numbers that the encoding's only block stands for, so that conditions can be tested before a row is decoded;
     * empty for several blocks or a column without numbers.
     *
     * @param step the step of the column's grid
     */
    default Optional<BlockValues> blockValues(final double step) {
        return Optional.empty();
    }

    /**
     * Gives the number that a block stands for, by its one-hot member and, where that member refers to the continuous
     * number, by the share of values below it.
     */
    @FunctionalInterface
    interface BlockValues {
        /** The number; NaN for a missing one. */
        double at(int member, double share);
    }
}
