// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;

/**
 * One step of a {@link FieldPath}. As text, so in model files, {@code .city} is a field, <code>{color</code> the key of
 * a map, {@code [12} an element of an array and {@code ~red} a text in an array; {@code ?}, {@code #form},
 * {@code !array} and {@code !map} end a path, see {@link Kind}.
 *
 * @param kind the kind of the step
 * @param name the field's or the key's name, the element's number in decimal digits, or empty
 */
public record PathStep(Kind kind, String name) {
    /** The last step of a path whose column says whether the record, array or map before it is present. */
    public static final PathStep PRESENT = new PathStep(Kind.PRESENT, "");
    /** The last step of a path to an array that is always empty. */
    public static final PathStep NO_ELEMENT = new PathStep(Kind.NO_ELEMENT, "");
    /** The last step of a path to a map that is always empty or of which no key is learnt. */
    public static final PathStep NO_KEY = new PathStep(Kind.NO_KEY, "");

    /** The last step of a path whose column says in which form the value before it is written. */
    public static final PathStep FORM = new PathStep(Kind.FORM, "");

    private static final int MAX_LENGTH = 1_000;

    /** The kinds of steps. */
    public enum Kind {
        FIELD("."),
        KEY("{"),
        ELEMENT("["),
        /** No value, but whether an array of texts, learnt as a set, has the text of this name: true or false. */
        MEMBER("~"),
        /** No value, but whether the group before it is present: true or false. */
        PRESENT("?"),
        /** No value, but the form in which the value before it is written. */
        FORM("#form"),
        /** No value, only the type of an empty array's elements. */
        NO_ELEMENT("!array"),
        /** No value, only the type of an empty map's values. */
        NO_KEY("!map");

        private final String sign;

        Kind(final String sign) {
            this.sign = sign;
        }

        /** Whether a step of this kind must be the last of its path. */
        public boolean isLast() {
            return this == MEMBER || isNameless();
        }

        private boolean isNameless() {
            return this == PRESENT || this == FORM || this == NO_ELEMENT || this == NO_KEY;
        }
    }

    public PathStep {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        if (name.length() > MAX_LENGTH
                || kind.isNameless() && !name.isEmpty()
                || kind == Kind.ELEMENT && !name.matches("0|[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException("'%.40s' cannot be a step of kind %s".formatted(name, kind));
        }
    }

    /** The step to a field of a record. */
    public static PathStep field(final String name) {
        return new PathStep(Kind.FIELD, name);
    }

    /** The step to the value of a map's key. */
    public static PathStep key(final String name) {
        return new PathStep(Kind.KEY, name);
    }

    /**
     * The step to an element of an array.
     *
     * @param index from 0
     */
    public static PathStep element(final int index) {
        return new PathStep(Kind.ELEMENT, Integer.toString(index));
    }

    /** The step to whether an array of texts has a text among its elements. */
    public static PathStep member(final String text) {
        return new PathStep(Kind.MEMBER, text);
    }

    /**
     * The step that a text describes, as {@link #toString()} writes it.
     *
     * @throws IllegalArgumentException where the text is not a step
     */
    @JsonCreator
    public static PathStep of(final String text) {
        for (final Kind kind : Kind.values()) {
            if (kind.isNameless() ? kind.sign.equals(text) : text.startsWith(kind.sign)) {
                return new PathStep(kind, text.substring(kind.sign.length()));
            }
        }
        throw new IllegalArgumentException("'%.40s' is not a step of a path".formatted(text));
    }

    /** The index of an element, from 0; only for {@link Kind#ELEMENT}. */
    public int index() {
        return Integer.parseInt(name);
    }

    /**
     * The text that this step adds to the name of a path: {@code .city}, {@code .color}, {@code [12]}, <code>{red}
     * </code>, {@code ?}, {@code (form)}.
     */
    String nameSuffix() {
        return switch (kind) {
            case FIELD, KEY -> "." + name;
            case ELEMENT -> "[" + name + "]";
            case MEMBER -> "{" + name + "}";
            case PRESENT -> "?";
            case FORM -> " (form)";
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
