// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.table.Table;
import java.io.IOException;

/** Takes the tables of a synthetic database. */
@FunctionalInterface
public interface TableSink {
    /**
     * Takes a table. Tables come parents first, each one once.
     *
     * @param name its name
     * @param rows all its rows
     */
    void accept(String name, Table rows) throws IOException;
}
