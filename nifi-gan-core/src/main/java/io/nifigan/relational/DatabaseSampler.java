// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.common.RandomStream;
import io.nifigan.common.StreamSeed;
import io.nifigan.relational.rows.FirstGaps;
import io.nifigan.relational.rows.Frame;
import io.nifigan.relational.schema.ForeignKey;
import io.nifigan.sample.SampleSettings;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.Column;
import io.nifigan.table.Table;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Makes one synthetic database, table after table. */
final class DatabaseSampler {
    private final RelationalModel model;
    private final DatabaseRequest request;
    private final double scale;
    private final int threads;
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Map<String, Table> wide = new LinkedHashMap<>();
    /** The primary keys of finished tables, by row. */
    private final Map<String, List<String>> keys = new LinkedHashMap<>();

    DatabaseSampler(final RelationalModel model, final DatabaseRequest request) {
        this.model = model;
        this.request = request;
        this.scale = request.scale();
        this.threads = request.threads();
    }

    void sample(final TableSink sink) throws SamplingException, IOException {
        for (int i = 0; i < model.parts().size(); i++) {
            if (request.cancellation().isCancelled()) {
                throw new SamplingException("The making of a database was cancelled");
            }
            final long own = RandomStream.stream(request.seed(), i);
            final TablePart part = model.parts().get(i);
            switch (part) {
                case TablePart.Kept kept -> keep(kept, own);
                case TablePart.Root root -> make(root, own);
                case TablePart.Child child -> make(child, own);
            }
            if (model.carried().isEmpty()) {
                sink.accept(part.schema().name(), tables.get(part.schema().name()));
            }
        }
        if (!model.carried().isEmpty()) {
            new CarryingUp(model.carried(), tables, wide).run(model.parts());
            for (final TablePart part : model.parts()) {
                sink.accept(part.schema().name(), tables.get(part.schema().name()));
            }
        }
    }

    private void tellShortfall(final String table, final int made, final int planned) {
        if (made < planned) {
            request.shortfalls().tell(table, planned - made, planned);
        }
    }

    /** How many rows of a table were made before. There are no more histories than rows of them. */
    private long before(final String table) {
        return model.series().implied().stream()
                .filter(implied -> implied.parent().equals(table))
                .map(SeriesTables.Implied::table)
                .findFirst()
                .map(rows -> request.keysBefore().getOrDefault(rows, 0L))
                .orElseGet(() -> request.keysBefore().getOrDefault(table, 0L));
    }

    private void keep(final TablePart.Kept kept, final long own) {
        final String name = kept.schema().name();
        tables.put(name, kept.table());
        wide.put(name, scaled(kept.wide(), new RandomStream(StreamSeed.CHILD_COUNTS.of(own))));
        if (kept.schema().key() != null) {
            final int column = Frame.index(kept.table().columns(), kept.schema().key());
            keys.put(
                    name,
                    Arrays.stream(kept.table().codes(column))
                            .mapToObj(code -> kept.table().dictionary(column).get(code))
                            .toList());
        }
    }

    /** The rows of a kept table have more children where more rows are made of other tables. */
    private Table scaled(final Table kept, final RandomStream random) {
        if (scale == 1) {
            return kept;
        }
        final Frame frame = new Frame(kept.rows());
        for (int c = 0; c < kept.columns().size(); c++) {
            if (kept.column(c).name().endsWith("." + FamilySummary.COUNT) && kept.numbers(c) != null) {
                final double[] counts = new double[kept.rows()];
                final double[] real = kept.numbers(c);
                Arrays.setAll(counts, r -> Math.floor(real[r] * scale + random.nextDouble()));
                frame.add(kept.column(c), counts);
            } else {
                frame.add(kept, c);
            }
        }
        return frame.table();
    }

    private void make(final TablePart.Root root, final long own) throws SamplingException {
        final int rows = (int) Math.max(1, Math.round(root.frame().rows() * scale));
        final Table made;
        if (root.model() == null) {
            made = root.unlearnt()
                    .make(rows, StreamSeed.PARENTS.of(own), before(root.schema().name()));
        } else {
            final SampleSettings settings = SampleSettings.of(StreamSeed.PARENTS.of(own))
                    .withFirstRow(before(root.schema().name()));
            try (Sampler sampler = Sampler.ofTable(root.model(), settings, null)) {
                made = PossibleParents.draw(sampler, root, rows, settings);
            }
        }
        // Natural keys may have fewer combinations than there were to be rows.
        tellShortfall(root.frame().schema().name(), made.rows(), rows);
        final Table copy = copy(made);
        match(root.frame(), copy, own);
        wide.put(root.frame().schema().name(), copy);
        finish(root.frame(), root.design(), copy, copy.rows(), Map.of(), own);
    }

    /** A copy whose numbers and codes can be changed. */
    private static Table copy(final Table table) {
        final Frame frame = new Frame(table.rows());
        for (int c = 0; c < table.columns().size(); c++) {
            if (table.numbers(c) != null) {
                frame.add(table.column(c), table.numbers(c).clone());
            } else {
                frame.add(table.column(c), table.codes(c).clone(), table.dictionary(c));
            }
        }
        return frame.table();
    }

    private static void match(final TablePart.Frameset frame, final Table made, final long own) {
        final RandomStream random = new RandomStream(StreamSeed.CHILD_COUNTS.of(own));
        for (final String prefix : new TreeSet<>(frame.counts().keySet())) {
            CountMatcher.match(made, prefix, frame.counts().get(prefix), random);
            final FirstGaps gaps = frame.gaps().get(prefix);
            if (gaps != null) {
                gaps.match(
                        numbers(made, prefix + FamilySummary.COUNT),
                        numbers(made, gaps.column()),
                        numbers(made, prefix + FamilySummary.FIRST),
                        frame.ends().get(prefix),
                        random);
            }
        }
    }

    private static double[] numbers(final Table table, final String column) {
        return table.numbers(Frame.index(table.columns(), column));
    }

    private void make(final TablePart.Child child, final long own) {
        final String name = child.schema().name();
        final ChildRows.Made children =
                new ChildRows(child, own, tables, wide, keys, scale, threads).make(before(name));
        tellShortfall(name, children.rows().rows(), children.planned());
        final Table made = copy(children.rows());
        match(child.frame(), made, own);
        wide.put(name, made);
        finish(child.frame(), child.design(), made, made.rows(), children.foreign(), own);
    }

    /** Adds keys, and puts the columns in the order of the real table. */
    private void finish(
            final TablePart.Frameset frame,
            final ChildDesign design,
            final Table made,
            final int rows,
            final Map<String, String[]> foreign,
            final long own) {
        final String name = frame.schema().name();
        final Map<String, String[]> texts = new LinkedHashMap<>(foreign);
        if (frame.keys() != null) {
            final List<String> primary = frame.keys().generate(rows, before(name), StreamSeed.KEYS.of(own));
            keys.put(name, primary);
            // A primary key that is a foreign key as well stays what it refers to.
            texts.putIfAbsent(frame.schema().key(), primary.toArray(String[]::new));
            keys.put(name, Arrays.asList(texts.get(frame.schema().key())));
        }
        for (final ForeignKey self : design.self()) {
            texts.put(
                    self.column(),
                    frame.selves()
                            .get(self.column())
                            .draw(keys.get(name), new RandomStream(StreamSeed.SELF_REFERENCES.of(own))));
        }
        final Frame finished = new Frame(rows);
        for (final Column column : frame.columns()) {
            final int index = Frame.index(made.columns(), column.name());
            if (texts.containsKey(column.name())) {
                finished.add(column, texts.get(column.name()));
            } else if (index >= 0) {
                finished.add(made, index);
            } else if (!column.field().marksForm()) {
                finished.add(column, new String[rows]);
            }
        }
        tables.put(name, finished.table());
    }
}
