// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench;

import io.nifigan.network.Noise;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.FieldPath;
import io.nifigan.table.PathStep;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Small grey images of discs, rings, bars and crosses at random places and of random sizes: records of a label and an array of pixels. */
final class Shapes {
    static final String LABEL = "label";
    private static final int SIDE = 8;
    private static final int WHITE = 16;
    private static final int FINE = 4;
    private static final String[] LABELS = {"disc", "ring", "bar", "cross"};

    private Shapes() {
    }

    /** Images that are made. */
    static Table table(final int rows, final long seed) {
        final TableBuilder builder = builder(SIDE * SIDE);
        final Noise noise = new Noise(seed);
        for (int r = 0; r < rows; r++) {
            builder.add(row(noise));
        }
        return builder.build();
    }

    /** The images of a flat table as TrainGAN would take them: a label and an array. */
    static Table nested(final Table flat, final int label) {
        final int pixels = flat.columns().size() - 1;
        final TableBuilder builder = builder(pixels);
        for (int r = 0; r < flat.rows(); r++) {
            final Object[] row = new Object[1 + pixels];
            row[0] = flat.value(label, r);
            for (int p = 0; p < pixels; p++) {
                final int column = p < label ? p : p + 1;
                row[1 + p] = flat.isMissing(column, r) ? null : flat.numbers(column)[r];
            }
            builder.add(row);
        }
        return builder.build();
    }

    private static TableBuilder builder(final int pixels) {
        final List<Field> fields = new ArrayList<>(List.of(new Field(LABEL, ValueType.STRING)));
        for (int i = 0; i < pixels; i++) {
            final FieldPath path = new FieldPath(List.of(PathStep.field("pixels"), PathStep.element(i)), true);
            fields.add(new Field(FieldPath.name(path.steps()), ValueType.DOUBLE, 0, 0, path, List.of()));
        }
        return new TableBuilder(fields, Map.of(LABEL, ColumnKind.CATEGORY));
    }

    private static Object[] row(final Noise noise) {
        final int label = noise.nextInt(LABELS.length);
        final double size = 1.6 + 1.6 * noise.nextDouble();
        final double x = SIDE / 2. + 3 * (noise.nextDouble() - .5);
        final double y = SIDE / 2. + 3 * (noise.nextDouble() - .5);
        final boolean upright = noise.nextDouble() < .5;
        final Object[] row = new Object[1 + SIDE * SIDE];
        row[0] = LABELS[label];
        for (int i = 0; i < SIDE * SIDE; i++) {
            int inside = 0;
            for (int f = 0; f < FINE * FINE; f++) {
                final double right = i % SIDE + (f % FINE + .5) / FINE - x;
                final double down = i / SIDE + (f / FINE + .5) / FINE - y;
                inside += isInside(label, upright ? right : down, upright ? down : right, size) ? 1 : 0;
            }
            row[1 + i] = inside * WHITE / (FINE * FINE);
        }
        return row;
    }

    private static boolean isInside(final int label, final double across, final double along, final double size) {
        final double distance = Math.hypot(across, along);
        return switch (label) {
            case 0 -> distance < size;
            case 1 -> distance < size && distance > size - 1.2;
            case 2 -> Math.abs(across) < .8 && Math.abs(along) < 1.2 * size;
            default -> Math.min(Math.abs(across), Math.abs(along)) < .7 && Math.max(Math.abs(across), Math.abs(along)) < size;
        };
    }
}
