// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;

/**
 * One step on the way from a record to a value in it. As text, so in model files: {@code .city} is a field, <code>
 * {color</code> the key of a map, {@code [12} an element of an array; {@code ?}, {@code !array} and {@code !map} end a
 * path, see {@link Kind}.
 *
 * @param kind what the step goes into
 * @param name the field's or the key's name, the element's number in decimal digits, or empty
 */
public record PathStep(Kind kind, String name) {
    /** The step that says whether the record, array or map before it is there at all. */
    public static final PathStep PRESENT = new PathStep(Kind.PRESENT, "");
    /** The step to what an array that is always empty might hold. */
    public static final PathStep NO_ELEMENT = new PathStep(Kind.NO_ELEMENT, "");
    /** The step to what a map might hold of which no key is learnt. */
    public static final PathStep NO_KEY = new PathStep(Kind.NO_KEY, "");

    private static final int LONGEST = 1_000;

    /** What a step goes into. */
    public enum Kind {
        FIELD("."),
        KEY("{"),
        ELEMENT("["),
        /** Not a value, but whether there is one: true or false. */
        PRESENT("?"),
        /** No value, but the type of an empty array's elements. */
        NO_ELEMENT("!array"),
        /** No value, but the type of an empty map's values. */
        NO_KEY("!map");

        private final String sign;

        Kind(final String sign) {
            this.sign = sign;
        }

        /** Whether a path ends here. */
        public boolean isLast() {
            return this == PRESENT || this == NO_ELEMENT || this == NO_KEY;
        }
    }

    public PathStep {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        if (name.length() > LONGEST
                || kind.isLast() && !name.isEmpty()
                || kind == Kind.ELEMENT && !name.matches("0|[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException("'%.40s' cannot be a step of kind %s".formatted(name, kind));
        }
    }

    public static PathStep field(final String name) {
        return new PathStep(Kind.FIELD, name);
    }

    public static PathStep key(final String name) {
        return new PathStep(Kind.KEY, name);
    }

    /** @param index from 0 */
    public static PathStep element(final int index) {
        return new PathStep(Kind.ELEMENT, Integer.toString(index));
    }

    /** @throws IllegalArgumentException where the text is no step */
    @JsonCreator
    public static PathStep of(final String text) {
        for (final Kind kind : Kind.values()) {
            if (kind.isLast() ? kind.sign.equals(text) : text.startsWith(kind.sign)) {
                return new PathStep(kind, text.substring(kind.sign.length()));
            }
        }
        throw new IllegalArgumentException("'%.40s' is no step of a path".formatted(text));
    }

    /** An element's number, from 0. */
    public int index() {
        return Integer.parseInt(name);
    }

    /**
     * What this step adds to a name that users read and write: {@code .city}, {@code .color}, {@code [12]}, {@code ?}.
     */
    String shown() {
        return switch (kind) {
            case FIELD, KEY -> "." + name;
            case ELEMENT -> "[" + name + "]";
            case PRESENT -> "?";
            case NO_ELEMENT -> "[]";
            case NO_KEY -> ".*";
        };
    }

    @Override
    @JsonValue
    public String toString() {
        return kind.sign + name;
    }
}
