// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.common;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The parameters that name the files of a model and of its training rows. */
public final class ModelTrainFiles {
    @Parameters(index = "0", paramLabel = "MODEL.zip", description = "the model file")
    private Path model;

    @Parameters(index = "1", paramLabel = "TRAIN.csv", description = "the training rows of the model")
    private Path train;

    public Path model() {
        return model;
    }

    public Path train() {
        return train;
    }
}
