// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational.schema;

/** A fault of a database's schema, in the text that describes it or in tables that do not fit it. */
public final class SchemaException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public SchemaException(final String message) {
        super(message);
    }

    public static SchemaException of(final String message, final Object... parts) {
        return new SchemaException(message.formatted(parts));
    }
}
