// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nifigan.model.GANModel;
import io.nifigan.model.InvalidModelException;
import io.nifigan.model.ZipModelReader;
import io.nifigan.model.ZipModelWriter;
import io.nifigan.network.Graphs;
import io.nifigan.network.NetworkShape;
import io.nifigan.relational.schema.ForeignKey;
import io.nifigan.table.Column;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** Writes the model file of a database ({@link DatabaseFormat}), and reads it from untrusted sources. */
final class DatabaseFile {
    /** The most bytes of the zip's directory for each entry. */
    private static final int MAX_ENTRY_CONTENTS = 1 << 8;

    private DatabaseFile() {}

    static void write(final RelationalModel model, final OutputStream out) throws IOException {
        final ZipModelWriter zip = new ZipModelWriter(out);
        final List<DatabaseFormat.TableEntry> tables =
                model.parts().stream().map(DatabaseFile::entry).toList();
        zip.readableJson(
                DatabaseFormat.MANIFEST,
                new DatabaseFormat.Manifest(
                        DatabaseFormat.FORMAT,
                        new DatabaseFormat.FileVersion(DatabaseFormat.VERSION),
                        model.id(),
                        model.trainedAt().toString(),
                        model.seconds(),
                        tables,
                        model.series().implied(),
                        model.composites().replaced(),
                        model.carried()),
                DatabaseFormat.MAX_MANIFEST_BYTES);
        for (int t = 0; t < tables.size(); t++) {
            zip.json(DatabaseFormat.state(t), state(model.parts().get(t)), DatabaseFormat.MAX_STATE_BYTES);
            switch (model.parts().get(t)) {
                case TablePart.Root root when root.model() != null -> zip.model(DatabaseFormat.model(t), root.model());
                case TablePart.Child child
                when child.model() != null ->
                    zip.network(DatabaseFormat.generator(t), child.model().generator());
                default -> {}
            }
        }
        zip.finish();
    }

    private static DatabaseFormat.TableEntry entry(final TablePart part) {
        return switch (part) {
            case TablePart.Kept kept ->
                new DatabaseFormat.TableEntry(
                        kept.schema(), kept.table().rows(), kept.table().columns(), DatabaseFormat.Sort.KEPT, false);
            case TablePart.Root root -> entry(root.frame(), DatabaseFormat.Sort.ROOT, root.model() != null);
            case TablePart.Child child -> entry(child.frame(), DatabaseFormat.Sort.CHILD, child.model() != null);
        };
    }

    private static DatabaseFormat.TableEntry entry(
            final TablePart.Frameset frame, final DatabaseFormat.Sort sort, final boolean learnt) {
        return new DatabaseFormat.TableEntry(frame.schema(), frame.rows(), frame.columns(), sort, learnt);
    }

    private static Object state(final TablePart part) {
        return switch (part) {
            case TablePart.Kept kept ->
                new DatabaseFormat.KeptState(DatabaseFormat.Rows.of(kept.table()), DatabaseFormat.Rows.of(kept.wide()));
            case TablePart.Root root ->
                new DatabaseFormat.RootState(root.frame(), root.design(), state(root.unlearnt()));
            case TablePart.Child child ->
                new DatabaseFormat.ChildState(
                        child.frame(),
                        child.design(),
                        child.model() == null ? null : child.model().state(),
                        state(child.unlearnt()),
                        child.facts());
        };
    }

    private static EncoderState state(final UnlearntRows rows) {
        return rows == null ? null : rows.state();
    }

    static RelationalModel read(final InputStream in) throws IOException {
        return ZipModelReader.read(in, DatabaseFormat.MANIFEST, DatabaseFile::readAll);
    }

    private static RelationalModel readAll(final ZipModelReader zip) throws IOException {
        final DatabaseFormat.Manifest manifest =
                zip.json(DatabaseFormat.MANIFEST, DatabaseFormat.MAX_MANIFEST_BYTES, DatabaseFormat.Manifest.class);
        check(manifest);
        final List<TablePart> parts = new ArrayList<>();
        int entries = 1;
        for (int t = 0; t < manifest.tables().size(); t++) {
            final DatabaseFormat.TableEntry entry = manifest.tables().get(t);
            final TablePart part = part(zip, entry, t);
            if (!entry(part).equals(entry)) {
                throw new InvalidModelException(
                        "The table '%s' of the model is not as the manifest says: the file was changed after it was"
                                        .formatted(entry.schema().name())
                                + " written");
            }
            parts.add(part);
            entries += entry.learnt() ? 2 : 1;
        }
        zip.end(entries, MAX_ENTRY_CONTENTS * entries);
        final RelationalModel model = new RelationalModel(
                CompositeKeys.ofModel(manifest.composites()),
                SeriesTables.ofModel(manifest.series()),
                parts,
                manifest.carried(),
                Instant.parse(manifest.trainedAt()),
                manifest.seconds());
        if (!model.id().equals(manifest.id())) {
            throw new InvalidModelException(
                    ("The model file was changed after it was written: its content has the id %s, its manifest says"
                                    + " %s")
                            .formatted(model.id(), manifest.id()));
        }
        return model;
    }

    private static TablePart part(final ZipModelReader zip, final DatabaseFormat.TableEntry entry, final int table)
            throws IOException {
        final String name = DatabaseFormat.state(table);
        final int max = DatabaseFormat.MAX_STATE_BYTES;
        return switch (entry.sort()) {
            case KEPT -> {
                final DatabaseFormat.KeptState state = zip.json(name, max, DatabaseFormat.KeptState.class);
                yield new TablePart.Kept(
                        entry.schema(), state.table().table(), state.wide().table());
            }
            case ROOT -> {
                final DatabaseFormat.RootState state = zip.json(name, max, DatabaseFormat.RootState.class);
                yield new TablePart.Root(
                        state.frame(),
                        state.design(),
                        entry.learnt() ? zip.model(DatabaseFormat.model(table)) : null,
                        entry.learnt() ? null : UnlearntRows.of(state.unlearnt()));
            }
            case CHILD -> {
                final DatabaseFormat.ChildState state = zip.json(name, max, DatabaseFormat.ChildState.class);
                yield new TablePart.Child(
                        state.frame(),
                        state.design(),
                        entry.learnt() ? chain(zip, state, DatabaseFormat.generator(table)) : null,
                        entry.learnt() ? null : UnlearntRows.of(state.unlearnt()),
                        state.facts());
            }
        };
    }

    private static ChainModel chain(final ZipModelReader zip, final DatabaseFormat.ChildState state, final String name)
            throws IOException {
        final NetworkShape shape = state.chain().shape();
        return ChainModel.of(state.design(), state.chain(), zip.network(name, shape));
    }

    private static void check(final DatabaseFormat.Manifest manifest) throws InvalidModelException {
        if (!DatabaseFormat.FORMAT.equals(manifest.format())) {
            throw new InvalidModelException(
                    "This is not the model of a database: the manifest's format is \"%s\", not \"%s\""
                            .formatted(manifest.format(), DatabaseFormat.FORMAT));
        }
        if (manifest.version() == null) {
            throw new InvalidModelException("The manifest has no version; this release of nifi-gan reads version %d"
                    .formatted(DatabaseFormat.VERSION));
        }
        if (manifest.tables().isEmpty() || manifest.tables().size() > DatabaseFormat.MAX_TABLES) {
            throw new InvalidModelException("The model has %,d tables; it must have 1 to %,d"
                    .formatted(manifest.tables().size(), DatabaseFormat.MAX_TABLES));
        }
        final Set<String> known = new HashSet<>();
        for (final DatabaseFormat.TableEntry table : manifest.tables()) {
            for (final ForeignKey parent : table.schema().parents()) {
                if (!parent.table().equals(table.schema().name()) && !known.contains(parent.table())) {
                    throw new InvalidModelException("The model has the table '%s' before '%s', to which it refers"
                            .formatted(table.schema().name(), parent.table()));
                }
            }
            if (!known.add(table.schema().name())) {
                throw new InvalidModelException("The model has the table '%s' twice"
                        .formatted(table.schema().name()));
            }
            final Set<String> names = new HashSet<>();
            for (final Column column : table.columns()) {
                if (!names.add(column.name())) {
                    throw new InvalidModelException("The table '%s' of the model has two columns \"%s\""
                            .formatted(table.schema().name(), column.name()));
                }
            }
        }
    }

    /** A digest of all that rows depend on. */
    static String digest(final RelationalModel model) {
        try {
            final MessageDigest sha = MessageDigest.getInstance("SHA-256");
            final JsonMapper mapper = ZipModelWriter.mapper();
            final OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), sha);
            mapper.writeValue(out, model.series().implied());
            mapper.writeValue(out, model.composites().replaced());
            mapper.writeValue(out, model.carried());
            for (final TablePart part : model.parts()) {
                mapper.writeValue(out, entry(part));
                mapper.writeValue(out, state(part));
                switch (part) {
                    case TablePart.Root root when root.model() != null -> digest(root.model(), sha);
                    case TablePart.Child child
                    when child.model() != null ->
                        digest(Graphs.parameters(child.model().generator()), sha);
                    default -> {}
                }
            }
            return HexFormat.of().formatHex(sha.digest(), 0, 8);
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no SHA-256", e);
        } catch (final IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void digest(final GANModel model, final MessageDigest sha) {
        sha.update(HexFormat.of().parseHex(model.id()));
    }

    private static void digest(final float[] parameters, final MessageDigest sha) {
        final ByteBuffer bytes = ByteBuffer.allocate(parameters.length * Float.BYTES);
        bytes.asFloatBuffer().put(parameters);
        sha.update(bytes);
    }
}
