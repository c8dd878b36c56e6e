// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

/** The type of a field's values in records: a reader delivers it and a writer expects it. */
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
