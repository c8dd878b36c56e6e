// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.privacy;

import io.nifigan.bench.common.ModelRows;
import io.nifigan.bench.common.ModelTrainFiles;
import io.nifigan.bench.common.Results;
import io.nifigan.evaluate.ModelFileAttack;
import io.nifigan.model.GANModel;
import io.nifigan.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code membership}: prints how well each part of a model file tells the rows that it learnt. */
@Command(
        name = "membership",
        description = "Scores TRAIN.csv and TEST.csv with each part of MODEL.zip, and prints how well each tells "
                + "the two apart (area under the ROC curve, .5 is chance).",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class MembershipCommand implements Callable<Integer> {
    @CommandLine.Mixin
    private Results results;

    @CommandLine.Mixin
    private ModelTrainFiles files;

    @Parameters(index = "2", paramLabel = "TEST.csv", description = "real rows that the model did not learn")
    private Path test;

    @Override
    public Integer call() throws IOException {
        final GANModel attacked = ModelRows.model(files.model());
        final Table members = ModelRows.read(files.train(), attacked);
        final Table others = ModelRows.read(test, attacked);
        ModelFileAttack.aucs(attacked, members, others)
                .forEach((part, auc) -> results.print(part.replace(' ', '_') + "_auc", auc));
        return 0;
    }
}
