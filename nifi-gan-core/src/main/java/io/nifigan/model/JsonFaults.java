// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.PropertyBindingException;
import io.nifigan.encode.EncodingKinds;

/**
 * Error messages for invalid JSON in a model file. Jackson's own messages quote the values found, which may be
 * categories of the training rows. These messages give only the position and the expected kind of value.
 */
final class JsonFaults {
    private JsonFaults() {}

    static String describe(final String entry, final JsonProcessingException fault) {
        final StringBuilder place = new StringBuilder(entry);
        if (fault instanceof JsonMappingException mapping) {
            for (final JsonMappingException.Reference step : mapping.getPath()) {
                place.append(step.getFieldName() == null ? "[" + step.getIndex() + "]" : "/" + step.getFieldName());
            }
        }
        if (fault.getLocation() != null && fault.getLocation().getLineNr() > 0) {
            place.append(" (line %d, column %d)"
                    .formatted(
                            fault.getLocation().getLineNr(), fault.getLocation().getColumnNr()));
        }
        return "The model file does not fit at " + place + ": " + what(fault);
    }

    private static String what(final JsonProcessingException fault) {
        for (Throwable cause = fault.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof RuntimeException own) {
                return of(own);
            }
        }
        return switch (fault) {
            case StreamConstraintsException limit -> limit.getOriginalMessage();
            case InvalidTypeIdException type ->
                "the type \"%s\" is not known; an encoding must have one of these: %s"
                        .formatted(type.getTypeId(), EncodingKinds.names());
            case PropertyBindingException property ->
                "the property \"%s\" does not belong there".formatted(property.getPropertyName());
            case MismatchedInputException mismatch ->
                "a value is missing or of the wrong kind"
                        + (mismatch.getTargetType() == null
                                ? ""
                                : ", " + mismatch.getTargetType().getSimpleName());
            case JsonParseException parse -> "it is not JSON";
            default -> "it cannot be read as the expected kind of value";
        };
    }

    /** The message of a value's own check. A forbidden null has no message of its own. */
    static String of(final RuntimeException fault) {
        return fault instanceof NullPointerException || fault.getMessage() == null
                ? "a value is missing (null) where one is needed"
                : fault.getMessage();
    }
}
