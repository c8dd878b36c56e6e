// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample.condition;

import io.nifigan.calibrate.Calibration;
import io.nifigan.encode.Block;
import io.nifigan.encode.CategoryEncoding;
import io.nifigan.encode.Encoding;
import io.nifigan.encode.IdentifierEncoding;
import io.nifigan.encode.JoinedEncoding;
import io.nifigan.encode.TableEncoder;
import io.nifigan.model.GANModel;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Conditions on the columns of a model, all of which a row must meet. A condition that no row can meet is refused
 * before any row is drawn. Generated rows are tested twice: on the generator's raw output, which rejects nearly all
 * others before they are decoded, and exactly, after they are decoded.
 *
 * <p>Values that are independent of all others are drawn under their condition, instead of being tested: which rare
 * value of a category a row has, if it has no member of its own, and whether an identifier is missing.
 */
public final class Conditions {
    private final TableEncoder encoder;
    private final Calibration calibration;
    private final Encoding[] restricted;
    /** The user's conditions; the lists that follow hold what they mean for the columns that are drawn. */
    private final List<ColumnTest> asked = new ArrayList<>();

    private final List<ColumnTest> exact = new ArrayList<>();
    private final List<Counted> counted = new ArrayList<>();
    private final List<BlockTest> joint = new ArrayList<>();
    private final Map<Integer, List<ColumnTest>> byDeterminant = new LinkedHashMap<>();

    /**
     * A condition with its test on raw output, by which the rows that meet it are counted.
     *
     * @param test null if only decoded rows can be tested
     */
    public record Counted(Condition condition, BlockTest test) {}

    private Conditions(final TableEncoder encoder, final Calibration calibration) {
        this.encoder = encoder;
        this.calibration = calibration;
        this.restricted = encoder.encodings().toArray(new Encoding[0]);
    }

    /**
     * Reads conditions for a model.
     *
     * @param conditions 0 or more
     * @throws SamplingException if a condition names no column of the model, does not suit its column, or can never be
     *     met; the message names the nearest values that the model knows
     */
    public static Conditions of(final GANModel model, final List<Condition> conditions) throws SamplingException {
        final Conditions result = new Conditions(model.encoder(), model.calibration());
        for (final Condition condition : conditions) {
            final ColumnTest test = ConditionReader.read(condition, model.columns());
            result.asked.add(test);
            result.add(test);
        }
        result.joinTests();
        return result;
    }

    private void add(final ColumnTest test) throws SamplingException {
        final ColumnSupport support = new ColumnSupport(encoder, test.column());
        support.check(test);
        switch (encoder.encodings().get(test.column())) {
            case IdentifierEncoding identifier -> restrict(identifier, test);
            case JoinedEncoding joined -> {
                requireAboutMissing(test);
                for (final int part : parts(joined, test)) {
                    add(new ColumnTest(test.condition(), part, test.negated(), test.terms()));
                }
            }
            case final Encoding other
            when other.category(test.column()) >= 0 -> addToCategory(test, other.category(test.column()));
            case final Encoding other -> {
                exact.add(test);
                counted.add(new Counted(test.condition(), numberTest(other, test)));
            }
        }
    }

    /** A number's test on raw output; null if it has no block of its own, but is decoded from several or from none. */
    private BlockTest numberTest(final Encoding encoding, final ColumnTest test) {
        final int block = blockOf(test.column());
        return block < 0 || !encoder.plan().whereKnown(test.column()).isEmpty()
                ? null
                : encoding.blockValues(encoder.columns().get(test.column()).step())
                        .map(values -> BlockTest.ofNumber(
                                encoder.layout().blocks().get(block), block, values, test, calibration))
                        .orElse(null);
    }

    private void restrict(final IdentifierEncoding identifier, final ColumnTest test) throws SamplingException {
        requireAboutMissing(test);
        if (test.negated() ? identifier.missingShare() >= 1 : identifier.missingShare() <= 0) {
            throw new SamplingException(
                    ("The condition '%s' on column '%s' can never be met: a value of this column was %s "
                                            + "missing in ")
                                    .formatted(
                                            test.condition().text(),
                                            test.condition().column(),
                                            test.negated() ? "always" : "never")
                            + "the training records");
        }
        restricted[test.column()] = identifier.withMissing(test.negated() ? 0 : 1);
    }

    private static void requireAboutMissing(final ColumnTest test) throws SamplingException {
        if (!test.isAboutMissing()) {
            throw new SamplingException(
                    ("The condition '%s' on column '%s' cannot be used: its values identify single rows, so "
                                            + "they are made anew and not learnt. ")
                                    .formatted(
                                            test.condition().text(),
                                            test.condition().column())
                            + "Only null and not null can be set on it");
        }
    }

    /** The columns to test for a condition on a column joined from two, which has a value if both have. */
    private List<Integer> parts(final JoinedEncoding joined, final ColumnTest test) throws SamplingException {
        final List<Integer> both = List.of(joined.rule().first(), joined.rule().second());
        if (test.negated()) {
            return both;
        }
        final List<Integer> missing = both.stream()
                .filter(part -> encoder.encodings().get(part).canMiss())
                .toList();
        if (missing.size() > 1) {
            throw new SamplingException(("The condition 'null' on column '%s' cannot be used: it is joined from '%s' "
                            + "and '%s'. Set it on one of these")
                    .formatted(
                            test.condition().column(),
                            encoder.columns().get(both.get(0)).name(),
                            encoder.columns().get(both.get(1)).name()));
        }
        return missing.isEmpty() ? both.subList(0, 1) : missing;
    }

    private void addToCategory(final ColumnTest test, final int determinant) {
        exact.add(test);
        byDeterminant.computeIfAbsent(determinant, key -> new ArrayList<>()).add(test);
        final int block = blockOf(determinant);
        counted.add(new Counted(
                test.condition(),
                block < 0
                        ? null
                        : BlockTest.ofMembers(
                                encoder.layout().blocks().get(block),
                                members(determinant, accepted(determinant, List.of(test))))));
    }

    /** For each value of a category whether it meets conditions on the column and on columns that it determines. */
    private boolean[] accepted(final int determinant, final List<ColumnTest> tests) {
        final boolean[] accepted = new boolean
                [((CategoryEncoding) encoder.encodings().get(determinant))
                        .values()
                        .size()];
        Arrays.fill(accepted, true);
        for (final ColumnTest test : tests) {
            final List<String> values =
                    encoder.support(test.column()).orElseThrow().values();
            final boolean numeric = encoder.columns().get(test.column()).kind().isNumeric();
            for (int i = 0; i < accepted.length; i++) {
                accepted[i] &= test.acceptsHeld(values.get(i), numeric);
            }
        }
        return accepted;
    }

    private boolean[] members(final int determinant, final boolean[] accepted) {
        final CategoryEncoding category = (CategoryEncoding) encoder.encodings().get(determinant);
        final boolean[] members = Arrays.copyOf(accepted, Math.max(category.members(), 1));
        for (int i = category.learnt(); i < accepted.length; i++) {
            members[category.memberOf(i)] |= accepted[i];
        }
        return members;
    }

    /** Joins conditions on columns of which one determines the others. */
    private void joinTests() throws SamplingException {
        for (final Map.Entry<Integer, List<ColumnTest>> group : byDeterminant.entrySet()) {
            final int determinant = group.getKey();
            final CategoryEncoding category =
                    (CategoryEncoding) encoder.encodings().get(determinant);
            final boolean[] accepted = accepted(determinant, group.getValue());
            boolean any = false;
            boolean learnt = false;
            for (int i = 0; i < accepted.length; i++) {
                any |= accepted[i];
                learnt |= accepted[i] && i < category.learnt();
            }
            if (!any) {
                throw new SamplingException(("The conditions %s can never be met together: '%s' determines the others, "
                                + "and none of its values fits all")
                        .formatted(
                                String.join(
                                        ", ",
                                        group.getValue().stream()
                                                .map(test -> "'" + test.condition() + "'")
                                                .toList()),
                                encoder.columns().get(determinant).name()));
            }
            final int block = blockOf(determinant);
            if (group.getValue().size() > 1 && block >= 0) {
                joint.add(BlockTest.ofMembers(encoder.layout().blocks().get(block), members(determinant, accepted)));
            }
            if (!learnt && category.hasRest()) {
                final double[] shares = category.shares().clone();
                for (int i = category.learnt(); i < shares.length; i++) {
                    shares[i] = accepted[i] ? shares[i] : 0;
                }
                restricted[determinant] =
                        new CategoryEncoding(category.values(), category.learnt(), shares, category.groups());
            }
        }
    }

    /**
     * The block that alone decides a column's value; -1 if there is none, or a rule decides which rows miss the value.
     */
    private int blockOf(final int column) {
        final List<Block> blocks = encoder.layout().blocks();
        for (int b = 0; b < blocks.size(); b++) {
            if (blocks.get(b).column() == column) {
                return encoder.plan().never(blocks.get(b)) < 0 ? b : -1;
            }
        }
        return -1;
    }

    /** The user's conditions. */
    public List<ColumnTest> asked() {
        return asked;
    }

    /** All conditions in one line, for messages. */
    public String describe() {
        return counted.stream()
                .map(test -> test.condition().toString())
                .distinct()
                .collect(Collectors.joining("; "));
    }

    /** Whether there are no conditions. */
    public boolean isEmpty() {
        return asked.isEmpty();
    }

    /** The encoder to decode with: the model's, but for values that are drawn under their conditions. */
    public TableEncoder encoder() {
        return isEmpty() ? encoder : new TableEncoder(encoder.columns(), Arrays.asList(restricted), encoder.rules());
    }

    /** The tests on raw output, in a fixed order. */
    public List<Counted> counted() {
        return counted;
    }

    /**
     * Finds the rows that may meet all conditions.
     *
     * @param rows the number of rows
     * @param raw {@code [rows, layout.rawSize()]}
     * @param gumbel {@code [rows, layout.rawSize()]}
     * @param kept {@code [rows]}, written: the indices of these rows, rising
     * @param met {@code [counted().size()]}, each raised by the number of rows that may meet that condition
     * @return the number of these rows
     */
    public int passing(final int rows, final float[] raw, final float[] gumbel, final int[] kept, final long[] met) {
        final int size = encoder.layout().rawSize();
        int count = 0;
        for (int r = 0; r < rows; r++) {
            boolean all = true;
            for (int i = 0; i < met.length; i++) {
                final BlockTest test = counted.get(i).test();
                final boolean one = test == null || test.mayMeet(raw, gumbel, r * size);
                met[i] += one ? 1 : 0;
                all &= one;
            }
            for (int i = 0; all && i < joint.size(); i++) {
                all = joint.get(i).mayMeet(raw, gumbel, r * size);
            }
            if (all) {
                kept[count++] = r;
            }
        }
        return count;
    }

    /** The indices of the decoded rows that meet all conditions, rising. */
    public int[] meeting(final Table table) {
        final int[] kept = new int[table.rows()];
        int count = 0;
        for (int r = 0; r < kept.length; r++) {
            boolean all = true;
            for (int i = 0; all && i < exact.size(); i++) {
                all = exact.get(i).accepts(table, r);
            }
            if (all) {
                kept[count++] = r;
            }
        }
        return Arrays.copyOf(kept, count);
    }

    /** One line for each condition, with the share of training records that meet it, if known. */
    public List<String> explanations() {
        return asked.stream()
                .map(test -> {
                    final double share = new ColumnSupport(encoder, test.column()).share(test);
                    final String kind =
                            encoder.columns().get(test.column()).kind().name().toLowerCase(Locale.ROOT);
                    return Double.isNaN(share)
                                    || encoder.columns().get(test.column()).kind() == ColumnKind.IDENTIFIER
                            ? "%s (%s)".formatted(test.condition(), kind)
                            : "%s (%s; met by about %s %% of the training records)"
                                    .formatted(test.condition(), kind, percent(share));
                })
                .toList();
    }

    private static String percent(final double share) {
        return share > 0 && share < .001 ? "less than .1" : String.format(Locale.ROOT, "%.3g", 100 * share);
    }
}
