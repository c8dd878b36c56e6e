// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.nifigan.common.Normal;
import io.nifigan.common.PiecewiseCdf;
import io.nifigan.table.Column;
import io.nifigan.table.Grid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The encoding of a numeric column. Values that many rows have (zero, round hours, caps) are atoms. The one-hot members
 * of the block are the atoms, "missing" and, last, "others"; for "others" the continuous number gives the value's rank
 * among the values that are not atoms.
 *
 * @param atoms the atoms, ascending
 * @param atomShares the share of each among rows that have a value
 * @param missingShare the share of rows without a value
 * @param others the distribution of the values that are not atoms; null where all are atoms
 * @param min the smallest value
 * @param max the largest value
 */
@JsonTypeName("number")
public record NumberEncoding(
        double[] atoms, double[] atomShares, double missingShare, PiecewiseCdf others, double min, double max)
        implements Encoding {
    private static final int MAX_ATOMS = 1_000;

    public NumberEncoding {
        if (atoms.length > MAX_ATOMS || atoms.length != atomShares.length) {
            throw new IllegalArgumentException(
                    "A number encoding has %d atoms and %d shares; the numbers must be equal and at most %d"
                            .formatted(atoms.length, atomShares.length, MAX_ATOMS));
        }
        for (int i = 0; i < atoms.length; i++) {
            if (!Double.isFinite(atoms[i])
                    || i > 0 && atoms[i] <= atoms[i - 1]
                    || !(atomShares[i] >= 0 && atomShares[i] <= 1)) {
                throw new IllegalArgumentException(
                        ("Atom %d of a number encoding is not finite, not in ascending order or has no share from "
                                        + "0 to 1")
                                .formatted(i));
            }
        }
        if (!(missingShare >= 0 && missingShare <= 1)
                || !Double.isFinite(min)
                || !Double.isFinite(max)
                || Double.compare(min, max) > 0
                || atoms.length == 0 && others == null && missingShare < 1) {
            throw new IllegalArgumentException(
                    "A number encoding has an invalid share of missing values, an invalid range or no values");
        }
    }

    @Override
    public void check(final int column, final List<Column> columns, final List<Encoding> encodings) {
        EncodingChecks.require(
                columns.get(column).kind().isNumeric(), columns.get(column), "a number encoding but is not numeric");
    }

    @Override
    public ColumnCodec codec(final int column, final List<Column> columns) {
        return new NumberCodec(this, column, columns.get(column).step());
    }

    @Override
    public List<Block> blocks() {
        final int members = members();
        final float[] positions = new float[members];
        for (int i = 0; i < Math.min(members, atoms.length); i++) {
            positions[i] = (float) atomPosition(i);
        }
        final boolean learnt = members > 0 || hasOthers();
        // A position adds nothing where a value is constant or missing.
        final boolean positioned = learnt && (hasOthers() || atoms.length > 1);
        return List.of(Block.of(members, othersMember(), hasOthers(), positioned, positions));
    }

    @Override
    public String label(final int part, final int member) {
        return member < atoms.length
                ? MemberLabels.VALUE + atoms[member]
                : member == missingMember() ? MemberLabels.MISSING : MemberLabels.OTHERS;
    }

    @Override
    public int missingMember(final int part) {
        return missingMember();
    }

    @Override
    public boolean canMiss() {
        return hasMissing();
    }

    @Override
    public Optional<Support> support(final Column column, final List<Encoding> encodings) {
        final List<String> values = new ArrayList<>();
        final int missing = hasMissing() ? 1 : 0;
        if (hasMissing()) {
            values.add(null);
        }
        final double[] shares = new double[missing + atoms.length];
        Arrays.fill(shares, 0, missing, missingShare);
        for (int i = 0; i < atoms.length; i++) {
            values.add(Double.toString(atoms[i]));
            shares[missing + i] = (1 - missingShare) * atomShares[i];
        }
        final double step = column.step();
        return Optional.of(new Support(
                values,
                shares,
                min,
                max,
                hasOthers()
                        ? new Support.Continuum(
                                valueAt(0, step),
                                valueAt(1, step),
                                step,
                                (1 - missingShare) * othersShare(),
                                share -> valueAt(share, step))
                        : null));
    }

    @Override
    public Optional<BlockValues> blockValues(final double step) {
        return Optional.of((member, share) -> value(member, share, step));
    }

    /** The value of a chosen member, NaN for missing. */
    double value(final int member, final double share, final double step) {
        return member == missingMember() ? Double.NaN : member == othersMember() ? valueAt(share, step) : atoms[member];
    }

    /** Whether values may be missing. */
    public boolean hasMissing() {
        return missingShare > 0;
    }

    boolean hasOthers() {
        return others != null;
    }

    /** The number of one-hot members (atoms, missing, others); 0 where there is only one. */
    public int members() {
        final int members = atoms.length + (hasMissing() ? 1 : 0) + (hasOthers() ? 1 : 0);
        return members == 1 ? 0 : members;
    }

    /** The member that stands for a missing value, -1 for none. */
    public int missingMember() {
        return hasMissing() ? atoms.length : -1;
    }

    /** The member that refers to the continuous number, -1 for none. */
    public int othersMember() {
        return hasOthers() ? atoms.length + (hasMissing() ? 1 : 0) : -1;
    }

    /** The share of values that are not atoms, among rows with a value. */
    public double othersShare() {
        double share = 1;
        for (final double atom : atomShares) {
            share -= atom;
        }
        return Math.max(0, share);
    }

    /**
     * Whether a value is unusual: out of range, missing where the training rows had no missing ones, or not an atom
     * where there are only atoms.
     */
    boolean isUnusual(final double value) {
        return Double.isNaN(value) ? !hasMissing() : value < min || value > max || !hasOthers() && atomOf(value) < 0;
    }

    int atomOf(final double value) {
        final int index = Arrays.binarySearch(atoms, value);
        return index >= 0 ? index : -1;
    }

    /** The rank of an atom among all values, as a standard normal number. */
    double atomPosition(final int atom) {
        double below = hasOthers() ? othersShare() * others.upTo(atoms[atom]) : 0;
        for (int i = 0; i < atom; i++) {
            below += atomShares[i];
        }
        return Normal.quantile(below + atomShares[atom] / 2);
    }

    /**
     * The lower or upper end of the rank of a value that is not an atom among all values, as a standard normal number.
     */
    double position(final double value, final double step, final boolean upper) {
        double below = othersShare() * (upper ? others.upTo(value + step / 2) : others.below(value - step / 2));
        for (int i = 0; i < atoms.length && atoms[i] < value; i++) {
            below += atomShares[i];
        }
        return Normal.quantile(below);
    }

    /**
     * Draws a value by its share.
     *
     * @param uniform a uniform number in [0, 1)
     */
    double draw(final double uniform, final double step) {
        double left = uniform;
        for (int i = 0; i < atoms.length; i++) {
            left -= atomShares[i];
            if (left < 0 || !hasOthers() && i == atoms.length - 1) {
                return atoms[i];
            }
        }
        return valueAt(left / Math.max(othersShare(), Double.MIN_NORMAL), step);
    }

    /** The value, on the column's grid, below which a share of the values that are not atoms lies. */
    public double valueAt(final double share, final double step) {
        final double value = others.quantile(share);
        final double onGrid = step > 0 ? Grid.snap(value, step) : value;
        return Math.clamp(onGrid, min, max);
    }
}
