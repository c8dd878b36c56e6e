// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.common;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The parameters that name the files of training rows and held-out rows. */
public final class TrainTestFiles {
    @Parameters(index = "0", paramLabel = "TRAIN.csv", description = "real rows to train on, with a header")
    private Path train;

    @Parameters(index = "1", paramLabel = "TEST.csv", description = "held-out real rows")
    private Path test;

    public Path train() {
        return train;
    }

    public Path test() {
        return test;
    }
}
