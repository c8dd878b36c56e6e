// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import java.io.IOException;
import java.io.OutputStream;

/** A trained model as a file: of one table, or of the tables of a database. */
public interface TrainedModel {
    /** The model's id, which depends on its content alone. */
    String id();

    /** Writes the model's file. */
    void write(OutputStream out) throws IOException;
}
