// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.quality;

import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.EvaluationJson;
import io.nifigan.report.ReportPage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code page}: writes an evaluation as an HTML page. */
@Command(
        name = "page",
        description = "Writes an HTML page of an evaluation that './bench report' printed, or that "
                + "EvaluateSynthetic sent to 'metrics'.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class PageCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FIGURES.json", description = "the evaluation")
    private Path figures;

    @Parameters(index = "1", paramLabel = "REPORT.html", description = "the output file")
    private Path page;

    @Option(
            names = "--subject",
            description = "name of the rows for the page's title (default: the name of FIGURES.json)")
    private String subject;

    @Override
    public Integer call() throws IOException {
        final Evaluation evaluation;
        try (InputStream in = Files.newInputStream(figures)) {
            evaluation = EvaluationJson.read(in);
        }
        final String name = subject == null ? figures.getFileName().toString() : subject;
        try (OutputStream out = Files.newOutputStream(page)) {
            ReportPage.write(
                    evaluation, name, Files.getLastModifiedTime(figures).toInstant(), out);
        }
        return 0;
    }
}
