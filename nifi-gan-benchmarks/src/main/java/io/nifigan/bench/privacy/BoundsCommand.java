// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.privacy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nifigan.bench.common.Results;
import io.nifigan.table.CsvTables;
import io.nifigan.table.Field;
import io.nifigan.table.TableBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command {@code bounds}: prints a template of a public schema with the names of columns. It uses no values,
 * because these are not public.
 */
@Command(
        name = "bounds",
        description = "Prints a template of a public schema with the column names of TRAIN.csv and none of its values.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class BoundsCommand implements Callable<Integer> {
    @CommandLine.Mixin
    private Results results;

    @Parameters(index = "0", paramLabel = "TRAIN.csv", description = "a CSV file, of which only the header is read")
    private Path train;

    @Option(
            names = "--categorical",
            split = ",",
            description = "columns that are categories; all others are treated as numbers")
    private List<String> categorical = List.of();

    @Override
    public Integer call() throws IOException {
        final JsonMapper mapper = new JsonMapper();
        final ObjectNode root = mapper.createObjectNode();
        final ObjectNode columns = root.putObject("columns");
        CsvTables.read(train, (final List<Field> fields) -> {
            for (final Field field : fields) {
                if (categorical.contains(field.name())) {
                    columns.putObject(field.name()).putArray("values");
                } else {
                    columns.putObject(field.name())
                            .put("min", "?")
                            .put("max", "?")
                            .put("decimals", 0);
                }
            }
            return new TableBuilder(fields, Map.of());
        });
        results.out().println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root));
        results.err()
                .println("Fill in what is publicly known about each column, without looking at the records. "
                        + "docs/privacy.md describes the format.");
        return 0;
    }
}
