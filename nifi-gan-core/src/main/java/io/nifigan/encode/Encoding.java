// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.nifigan.rule.Rule;
import io.nifigan.table.Column;
import java.util.List;
import java.util.Optional;

/**
 * How the values of one column are learnt: fitted once, then never changed. Whatever differs between kinds of encodings
 * is a method here, so that a new kind is one class, which {@link EncodingKinds} has to know. An encoding is written to
 * the model file as JSON under the name that its {@code @JsonTypeName} gives; its constructor must refuse what makes no
 * sense, since a file may have been made by others.
 *
 * <p>A column is either learnt, and then has {@link #blocks blocks}, or it follows from other columns
 * ({@link #sources}), or its values name single rows and are made anew ({@link #mustBeMade}). The defaults are those of
 * a column that follows from others.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public interface Encoding {
    /**
     * Checks that it fits its table; {@link Misfit} has the usual checks.
     *
     * @param column the index of the column that it encodes
     * @param columns the table's columns
     * @param encodings those of all columns
     * @throws IllegalArgumentException where it does not fit
     */
    void check(int column, List<Column> columns, List<Encoding> encodings);

    /**
     * Encodes and decodes a column by this.
     *
     * @param column the index of the column
     * @param columns the table's columns
     */
    ColumnCodec codec(int column, List<Column> columns);

    /**
     * One block for each part that the column is learnt in, without its place; empty blocks are left out of the layout.
     * None where it is not learnt.
     */
    default List<Block> blocks() {
        return List.of();
    }

    /**
     * What a one-hot member of a block stands for, unlike any other member of it; {@link MemberLabels} has the words.
     *
     * @param part the block's part
     * @param member the member
     */
    default String label(final int part, final int member) {
        throw new IllegalArgumentException("A block of an encoding that has none");
    }

    /** The member of a part's block that alone says that the value is missing, -1 for none. */
    default int missingMember(final int part) {
        return -1;
    }

    /** Whether a value may be missing. */
    default boolean canMiss() {
        return true;
    }

    /** Whether values name single rows or persons, so that they are made anew when all else of a row is known. */
    default boolean mustBeMade() {
        return false;
    }

    /** The columns that this one follows from, none for one that is learnt or made. */
    default int[] sources() {
        return new int[0];
    }

    /** The rule that it follows from others by; nothing where a single category tells it. */
    default Optional<Rule> definingRule() {
        return Optional.empty();
    }

    /**
     * The column whose {@link CategoryEncoding} tells this one's value: itself or another, -1 for none.
     *
     * @param own the index of the column that this encodes
     */
    default int category(final int own) {
        return -1;
    }

    /**
     * The values that the column can have; nothing where only making rows tells.
     *
     * @param column the column that this encodes
     * @param encodings those of all columns
     */
    default Optional<Support> support(final Column column, final List<Encoding> encodings) {
        return Optional.empty();
    }

    /**
     * The number that its only block stands for, so that conditions can be tested before a row is decoded; nothing
     * where there are several blocks or no numbers.
     *
     * @param step the column's grid
     */
    default Optional<BlockValues> blockValues(final double step) {
        return Optional.empty();
    }

    /**
     * A number by the one-hot member that is chosen and, where that hands over to the continuous part, the share of
     * values below it.
     */
    @FunctionalInterface
    interface BlockValues {
        /** The number; NaN for a missing one. */
        double at(int member, double share);
    }
}
