// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.nifigan.common.RandomStream;
import io.nifigan.partial.PartialRule;
import io.nifigan.table.Column;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * The encoding of a number, a date or a category that in part of the rows follows from other columns. The first block
 * has the one-hot members of the column's own encoding, and after these the members of each {@link PartialRule}. So the
 * generator chooses whether a value is the column's own or follows from others; one that follows is computed after the
 * columns that it follows from.
 *
 * @param own the encoding of the values that do not follow from others
 * @param rules what values follow from; of several that hold in a row, the first counts
 */
@JsonTypeName("partial")
public record PartialEncoding(Encoding own, List<PartialRule> rules) implements Encoding {
    private static final int MAX_RULES = 8;

    public PartialEncoding {
        Objects.requireNonNull(own, "own");
        rules = List.copyOf(rules);
        if (!(own instanceof NumberEncoding || own instanceof CalendarEncoding || own instanceof CategoryEncoding)
                || rules.isEmpty()
                || rules.size() > (own instanceof CategoryEncoding ? 1 : MAX_RULES)) {
            throw new IllegalArgumentException(
                    "A partial encoding needs an encoding of numbers, dates or categories and 1 to %d rules, not %d"
                            .formatted(MAX_RULES, rules.size()));
        }
    }

    @Override
    public void check(final int column, final List<Column> columns, final List<Encoding> encodings) {
        own.check(column, columns, encodings);
        for (final PartialRule rule : rules) {
            EncodingChecks.require(
                    rule.formula().target() == column
                            && Arrays.stream(rule.formula().columns()).allMatch(source -> source < columns.size()),
                    columns.get(column),
                    "a partial rule that is another column's");
            rule.check(columns);
        }
    }

    @Override
    public ColumnCodec codec(final int column, final List<Column> columns) {
        return new Codec(own.codec(column, columns), column);
    }

    @Override
    public List<Block> blocks() {
        final List<Block> blocks = own.blocks();
        final Block first = blocks.getFirst();
        final int members = ownMembers() + related();
        final List<Block> extended = new ArrayList<>(blocks);
        // Where a value follows from others, their positions tell its own.
        extended.set(
                0,
                Block.of(
                        members,
                        first.others(),
                        first.continuous(),
                        first.positioned(),
                        Arrays.copyOf(first.positions(), members)));
        return extended;
    }

    /** The number of members of the first block that stand for the column's own values. */
    private int ownMembers() {
        return Math.max(1, own.blocks().getFirst().members());
    }

    private int related() {
        return rules.stream().mapToInt(PartialRule::members).sum();
    }

    @Override
    public String label(final int part, final int member) {
        return part > 0 || member < ownMembers()
                ? own.label(part, member)
                : MemberLabels.RELATED + (member - ownMembers());
    }

    @Override
    public int missingMember(final int part) {
        return own.missingMember(part);
    }

    @Override
    public boolean canMiss() {
        return own.canMiss();
    }

    @Override
    public int[] sources() {
        return rules.stream()
                .flatMapToInt(rule -> Arrays.stream(rule.formula().columns()))
                .filter(column -> column != rules.getFirst().formula().target())
                .distinct()
                .toArray();
    }

    @Override
    public List<PartialRule> partialRules() {
        return rules;
    }

    /** The values or the range only: the shares of values that follow from others depend on these. */
    @Override
    public Optional<Support> support(final Column column, final List<Encoding> encodings) {
        if (own instanceof CategoryEncoding category) {
            return Optional.of(Support.of(category.values(), null));
        }
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (final PartialRule rule : rules) {
            min = Math.min(min, rule.formula().min());
            max = Math.max(max, rule.formula().max());
        }
        return Optional.of(new Support(
                canMiss() ? Collections.singletonList(null) : List.of(),
                null,
                min,
                max,
                new Support.Continuum(min, max, column.step(), Double.NaN, null)));
    }

    /** A member of a rule. */
    private record Related(PartialRule rule, int member) {}

    private final class Codec implements ColumnCodec {
        private final ColumnCodec codec;
        private final int column;
        /** For each member after the own ones what it stands for. */
        private final List<Related> related = rules.stream()
                .flatMap(rule -> IntStream.range(0, rule.members()).mapToObj(member -> new Related(rule, member)))
                .toList();

        Codec(final ColumnCodec codec, final int column) {
            this.codec = codec;
            this.column = column;
        }

        @Override
        public void encode(final Table table, final int[] blocks, final EncodedColumns encoded) {
            codec.encode(table, blocks, encoded);
            final int[] members = members(table);
            for (int r = 0; r < members.length; r++) {
                if (members[r] >= 0) {
                    encoded.choose(blocks[0], r, ownMembers() + members[r]);
                }
            }
        }

        /** The index of what each row has, -1 where its value is the column's own. */
        private int[] members(final Table table) {
            final double[] values = table.numbers(column);
            final int[] members = new int[table.rows()];
            Arrays.fill(members, -1);
            int first = 0;
            for (final PartialRule rule : rules) {
                final IntUnaryOperator ofRule = rule.members(table);
                for (int r = 0; r < members.length; r++) {
                    final int member = ofRule.applyAsInt(r);
                    final boolean better = members[r] < 0
                            || rule.isEqual(member)
                                    && !related.get(members[r])
                                            .rule()
                                            .isEqual(related.get(members[r]).member());
                    // A value that many rows have stays its own where it is only close to another.
                    if (member >= 0 && better && (rule.isEqual(member) || !isAtom(values[r]))) {
                        members[r] = first + member;
                    }
                }
                first += rule.members();
            }
            return members;
        }

        private boolean isAtom(final double value) {
            return own instanceof NumberEncoding number && number.atomOf(value) >= 0;
        }

        @Override
        public void countUnusual(final Table table, final int[] blocks, final int[] counts) {
            final int[] ofOwn = new int[counts.length];
            codec.countUnusual(table, blocks, ofOwn);
            final int[] members = members(table);
            final double[] values = table.numbers(column);
            for (int r = 0; r < counts.length; r++) {
                // A copied text may be as new as that of the column.
                final boolean follows = values != null
                        && members[r] >= 0
                        && values[r] >= related.get(members[r]).rule().formula().min()
                        && values[r] <= related.get(members[r]).rule().formula().max();
                counts[r] += follows ? 0 : ofOwn[r];
            }
        }

        @Override
        public ColumnDecoder decoder(final int rows) {
            return new Decoder(codec.decoder(rows), column, rows);
        }
    }

    private final class Decoder implements ColumnDecoder {
        private final ColumnDecoder decoder;
        private final int column;
        private final int[] members;
        private final double[] uniform;

        Decoder(final ColumnDecoder decoder, final int column, final int rows) {
            this.decoder = decoder;
            this.column = column;
            this.members = new int[rows];
            this.uniform = new double[rows];
            Arrays.fill(members, -1);
        }

        @Override
        public void set(
                final int part, final int row, final int member, final double share, final RandomStream random) {
            if (part > 0) {
                decoder.set(part, row, member, share, random);
                return;
            }
            members[row] = member - ownMembers();
            if (members[row] < 0) {
                decoder.set(part, row, member, share, random);
                return;
            }
            uniform[row] = random.nextDouble();
            // Stays where the columns have no value that it could follow from.
            final int others = own.blocks().getFirst().others();
            decoder.set(part, row, others >= 0 ? others : 0, random.nextDouble(), random);
        }

        @Override
        public void setMissing(final int row) {
            members[row] = -1;
            decoder.setMissing(row);
        }

        @Override
        public void write(final DecodedTable table) {
            decoder.write(table);
            if (own instanceof CategoryEncoding category) {
                table.copyTexts(
                        column,
                        rules.getFirst().formula().columns()[1],
                        new HashSet<>(category.values()),
                        r -> members[r] >= 0);
                return;
            }
            final double[] values = table.table().numbers(column);
            int first = 0;
            for (final PartialRule rule : rules) {
                final IntToDoubleFunction computed = rule.formula().numbers(table.table());
                for (int r = 0; r < members.length; r++) {
                    if (members[r] >= first && members[r] < first + rule.members()) {
                        final double value = rule.valueOf(members[r] - first, computed.applyAsDouble(r), uniform[r]);
                        values[r] = Double.isNaN(value) ? values[r] : value;
                    }
                }
                first += rule.members();
            }
        }
    }
}
