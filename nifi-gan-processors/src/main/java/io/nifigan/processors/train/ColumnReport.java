// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.table.ColumnVerdict;
import io.nifigan.table.ColumnVerdicts;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.logging.ComponentLog;

/**
 * What became of the columns of the records that were read last: said in the log before they are learnt, and kept for
 * the verification, which gets no records from NiFi. Thread-safe.
 */
final class ColumnReport {
    private static final String STEP = "Recognise Columns";
    private static final int MAX_LOGGED = 100;
    /** Maximum number of warnings in one bulletin. */
    private static final int MAX_WARNINGS = 30;

    private static final int MAX_VERIFIED = 200;

    /** The verdicts on the columns of a number of records, or what is known of the tables of a database. */
    private record Seen(int rows, List<ColumnVerdict> verdicts, List<String> tables) {}

    /** Null until records were read. */
    private volatile Seen last;

    /**
     * Logs a line for each column, and all warnings as one bulletin: NiFi keeps the last five of a processor.
     *
     * @param source what the records are called in the log
     * @param warnings all warnings about the records
     */
    void say(
            final ComponentLog log,
            final Object source,
            final int rows,
            final List<ColumnVerdict> verdicts,
            final List<String> warnings) {
        last = new Seen(rows, verdicts, List.of());
        ColumnVerdicts.lines(verdicts, MAX_LOGGED).forEach(line -> log.info("Column {}", line));
        if (!warnings.isEmpty()) {
            final int more = warnings.size() - MAX_WARNINGS;
            log.warn(
                    "Training data of {}: {}{}",
                    source,
                    warnings.stream().limit(MAX_WARNINGS).collect(Collectors.joining(". ")),
                    more > 0
                            ? ". %d more warnings about columns; the model and its report have them all".formatted(more)
                            : "");
        }
    }

    /** Logs a line for each table of a database. */
    void say(final ComponentLog log, final List<String> tables) {
        last = new Seen(0, List.of(), tables);
        tables.forEach(line -> log.info("Table {}", line));
    }

    /** The verification step that says what becomes of each column. */
    ConfigVerificationResult verify() {
        final Seen seen = last;
        final ConfigVerificationResult.Builder result =
                new ConfigVerificationResult.Builder().verificationStepName(STEP);
        if (seen == null) {
            return result.outcome(Outcome.SKIPPED)
                    .explanation("The columns are recognised when records arrive. Then the log says what becomes of "
                            + "each, before the training begins, and this verification does so until NiFi restarts")
                    .build();
        }
        if (!seen.tables().isEmpty()) {
            return result.outcome(Outcome.SUCCESSFUL)
                    .explanation("The tables read last: " + String.join(". ", seen.tables()))
                    .build();
        }
        return result.outcome(Outcome.SUCCESSFUL)
                .explanation("The %,d records read last, with the settings of then. %s%s"
                        .formatted(
                                seen.rows(),
                                ColumnVerdicts.warnings(seen.verdicts()).stream()
                                        .limit(MAX_WARNINGS)
                                        .map(warning -> warning + ". ")
                                        .reduce("", String::concat),
                                String.join(". ", ColumnVerdicts.lines(seen.verdicts(), MAX_VERIFIED))))
                .build();
    }
}
