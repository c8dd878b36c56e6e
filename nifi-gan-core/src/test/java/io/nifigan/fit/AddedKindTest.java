// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.nifigan.common.Normal;
import io.nifigan.common.RandomStream;
import io.nifigan.encode.Block;
import io.nifigan.encode.ColumnCodec;
import io.nifigan.encode.ColumnDecoder;
import io.nifigan.encode.ColumnSample;
import io.nifigan.encode.DecodedTable;
import io.nifigan.encode.EncodedColumns;
import io.nifigan.encode.Encoding;
import io.nifigan.encode.EncodingChecks;
import io.nifigan.encode.EncodingKind;
import io.nifigan.encode.MemberLabels;
import io.nifigan.encode.Support;
import io.nifigan.encode.TableEncoder;
import io.nifigan.encode.ValueDecoder;
import io.nifigan.model.GANModel;
import io.nifigan.model.InvalidModelException;
import io.nifigan.model.TrainedModels;
import io.nifigan.sample.SampleSettings;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.condition.Condition;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.Column;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A kind of column that the library does not know, added here alone: directions in degrees, learnt as a sector and a
 * place in it.
 */
class AddedKindTest {
    private static final int ROWS = 3_000;
    private static final String DIRECTION = "direction of the wind";
    private static final int SECTORS = 8;
    private static final double WIDTH = 360. / SECTORS;

    private static Table table;
    private static GANModel model;

    /** Named in META-INF/services of the tests. */
    public static final class DirectionKind implements EncodingKind {
        @Override
        public Class<? extends Encoding> type() {
            return DirectionEncoding.class;
        }

        @Override
        public Optional<DirectionEncoding> fit(final ColumnSample column) {
            if (!column.column().name().equals(DIRECTION)) {
                return Optional.empty();
            }
            final double[] range = column.range();
            return Optional.of(new DirectionEncoding(
                    SECTORS,
                    Arrays.stream(range).min().orElseThrow(),
                    Arrays.stream(range).max().orElseThrow()));
        }
    }

    /**
     * Directions.
     *
     * @param sectors of the circle, 2 to 36
     * @param min the smallest direction
     * @param max the greatest
     */
    @JsonTypeName("direction")
    public record DirectionEncoding(int sectors, double min, double max) implements Encoding {
        public DirectionEncoding {
            if (sectors < 2 || sectors > 36) {
                throw new IllegalArgumentException("A circle of %d sectors".formatted(sectors));
            }
        }

        @Override
        public void check(final int column, final List<Column> columns, final List<Encoding> encodings) {
            EncodingChecks.require(
                    columns.get(column).kind().isNumeric(), columns.get(column), "a direction that is no number");
        }

        @Override
        public List<Block> blocks() {
            return List.of(
                    Block.of(sectors, -1, false, false, new float[sectors]), Block.of(0, 0, true, true, new float[0]));
        }

        @Override
        public String label(final int part, final int member) {
            return MemberLabels.VALUE + "sector " + member;
        }

        @Override
        public boolean canMiss() {
            return false;
        }

        @Override
        public Optional<Support> support(final Column column, final List<Encoding> encodings) {
            return Optional.of(
                    new Support(List.of(), null, min, max, new Support.Continuum(min, max, 0, Double.NaN, null)));
        }

        @Override
        public ColumnCodec codec(final int column, final List<Column> columns) {
            final double width = 360. / sectors;
            final double step = columns.get(column).step();
            return new ColumnCodec() {
                @Override
                public void encode(final Table rows, final int[] blocks, final EncodedColumns encoded) {
                    for (int r = 0; r < rows.rows(); r++) {
                        final double degrees = Math.clamp(rows.numbers(column)[r], 0, 360 - step);
                        final int sector = (int) (degrees / width);
                        encoded.choose(blocks[0], r, sector);
                        encoded.place(
                                blocks[1],
                                r,
                                Normal.quantile((degrees - sector * width) / width),
                                Normal.quantile((degrees + step - sector * width) / width));
                    }
                }

                @Override
                public void countUnusual(final Table rows, final int[] blocks, final int[] counts) {
                    for (int r = 0; r < counts.length; r++) {
                        counts[r] += rows.numbers(column)[r] >= 0 && rows.numbers(column)[r] < 360 ? 0 : 1;
                    }
                }

                @Override
                public ColumnDecoder decoder(final int rows) {
                    final double[] values = new double[rows];
                    return new ColumnDecoder() {
                        @Override
                        public void set(
                                final int part,
                                final int row,
                                final int member,
                                final double share,
                                final RandomStream random) {
                            values[row] += part == 0
                                    ? member * width
                                    : Math.min(Math.floor(share * width / step) * step, width - step);
                        }

                        @Override
                        public void write(final DecodedTable decoded) {
                            decoded.setNumbers(column, values);
                        }
                    };
                }
            };
        }
    }

    /**
     * By night the wind comes from the north-east, by day from the south-west, now and then the other way round, never
     * from the east.
     */
    @BeforeAll
    static void train() throws TrainingException {
        final TableBuilder builder = new TableBuilder(
                List.of(
                        new Field("time", ValueType.STRING),
                        new Field(DIRECTION, ValueType.INT),
                        new Field("speed", ValueType.DOUBLE)),
                Map.of());
        final SplittableRandom random = new SplittableRandom(5);
        for (int r = 0; r < ROWS; r++) {
            final boolean night = random.nextInt(3) == 0;
            final int degrees = night != (random.nextInt(20) == 0) ? 15 + random.nextInt(60) : 180 + random.nextInt(90);
            builder.add(
                    new Object[] {night ? "night" : "day", degrees, Math.round(1_000 * random.nextDouble()) / 100.});
        }
        table = builder.build();
        model = new ModelFitter(TrainedModels.SMALL.withTargets(List.of()).withMaxSteps(200))
                .fit(table, new TrainingListener() {});
    }

    @Test
    void theKindThatSuitsTheColumnIsFittedToIt() {
        assertEquals(
                new DirectionEncoding(SECTORS, 15, 269),
                model.encoder().encodings().get(1));
        assertEquals(
                List.of("value sector 0", "value sector 1"),
                MemberLabels.of(
                                model.encoder(),
                                model.encoder().layout().blocks().get(1))
                        .subList(0, 2));
    }

    @Test
    void encodedRowsDecodeToThemselves() {
        final TableEncoder encoder = model.encoder();
        final EncodedColumns encoded = encoder.encode(table);
        final ValueDecoder decoder = new ValueDecoder(encoder, ROWS);
        final float[] row = new float[encoder.layout().rowSize()];
        final NormalDistribution normal = NormalDistribution.of(0, 1);
        for (int r = 0; r < ROWS; r++) {
            encoded.write(r, null, 0, row, 0);
            for (final Block block : encoder.layout().blocks()) {
                if (block.column() == 1) {
                    int member = 0;
                    while (member < block.members() && row[block.rowOffset() + member] == 0) {
                        member++;
                    }
                    final double share = block.positioned()
                            ? normal.cumulativeProbability(row[block.rowOffset() + block.members()])
                            : 0;
                    decoder.set(block, r, member, share, new RandomStream(1));
                }
            }
        }
        assertArrayEquals(table.numbers(1), decoder.table().numbers(1), 1.01);
    }

    @Test
    void unknownValuesAreCounted() {
        final TableBuilder builder = TableBuilder.forColumns(model.columns());
        builder.add(new Object[] {"day", 200, 1.});
        builder.add(new Object[] {"day", 360, 1.});
        builder.add(new Object[] {"day", null, 1.});
        assertArrayEquals(new int[] {0, 1, 1}, model.encoder().unusual(builder.build()));
    }

    @Test
    void theModelFileHoldsIt() throws IOException {
        final byte[] bytes = TrainedModels.bytes(model);
        final GANModel read = GANModel.read(new ByteArrayInputStream(bytes));
        assertEquals(model.id(), read.id());
        assertEquals(
                model.encoder().encodings().get(1), read.encoder().encodings().get(1));
    }

    @Test
    void aFileWithWhatItsConstructorRefusesIsRefused() throws IOException {
        final byte[] bytes = TrainedModels.bytes(model);
        final String encoder =
                new String(io.nifigan.model.Zips.entries(bytes).get("encoder.json"), StandardCharsets.UTF_8);
        final byte[] changed = io.nifigan.model.Zips.with(
                bytes,
                "encoder.json",
                encoder.replace("\"sectors\":8", "\"sectors\":37").getBytes(StandardCharsets.UTF_8));
        assertTrue(assertThrows(InvalidModelException.class, () -> GANModel.read(new ByteArrayInputStream(changed)))
                .getMessage()
                .contains("37 sectors"));
    }

    @Test
    void sampledRowsHaveItsSharesAndGoWithTheOtherColumns() throws SamplingException {
        try (Sampler sampler = new Sampler(model, 3, 0)) {
            final Table rows = sampler.next(ROWS);
            final double[] difference = new double[SECTORS];
            int fitting = 0;
            for (int r = 0; r < ROWS; r++) {
                final double degrees = rows.numbers(1)[r];
                assertTrue(degrees >= 0 && degrees < 360 && degrees == Math.rint(degrees), "degrees: " + degrees);
                difference[(int) (degrees / WIDTH)]++;
                difference[(int) (table.numbers(1)[r] / WIDTH)]--;
                fitting += (degrees < 180) == "night".equals(rows.value(0, r)) ? 1 : 0;
            }
            for (final double sector : difference) {
                assertEquals(0, sector / ROWS, .04);
            }
            assertTrue(fitting > .85 * ROWS, "rows whose wind goes with the time: " + fitting);
        }
    }

    @Test
    void conditionsHoldOnItAndImpossibleOnesAreRefused() throws SamplingException {
        try (Sampler sampler = new Sampler(
                model, SampleSettings.of(4).withConditions(List.of(new Condition(DIRECTION, "200..250"))))) {
            final Table rows = sampler.next(500);
            for (int r = 0; r < 500; r++) {
                assertTrue(rows.numbers(1)[r] >= 200 && rows.numbers(1)[r] <= 250, "degrees: " + rows.numbers(1)[r]);
            }
        }
        final SampleSettings never = SampleSettings.of(4).withConditions(List.of(new Condition(DIRECTION, ">= 400")));
        assertTrue(assertThrows(SamplingException.class, () -> new Sampler(model, never))
                .getMessage()
                .contains("go from 15 to 269"));
    }
}
