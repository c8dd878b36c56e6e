// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
 * Writes a public schema to fill in: names of columns and nothing else, since whatever it took from the values would
 * not be public.
 */
@Command(
        name = "bounds",
        description = "Prints a public schema to fill in, with the names of the columns of TRAIN.csv and "
                + "none of its values.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class BoundsCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(index = "0", paramLabel = "TRAIN.csv", description = "only its header is looked at")
    private Path train;

    @Option(
            names = "--categorical",
            split = ",",
            description = "columns that are categories; the others are taken for numbers")
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
        spec.commandLine()
                .getOut()
                .println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root));
        spec.commandLine()
                .getErr()
                .println("Put what is known of each column without looking at the records; docs/privacy.md "
                        + "has all that may stand there.");
        return 0;
    }
}
