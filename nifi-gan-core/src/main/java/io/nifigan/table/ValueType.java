// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

/** How a field's values travel in records: the type that a reader delivers and a writer expects. */
public enum ValueType {
    BOOLEAN,
    BYTE,
    SHORT,
    INT,
    LONG,
    BIGINT,
    FLOAT,
    DOUBLE,
    DECIMAL,
    CHAR,
    STRING,
    DATE,
    TIME,
    TIMESTAMP
}
