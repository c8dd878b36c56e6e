// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All kinds of encodings: those of this library, and those that are provided as services. */
public final class EncodingKinds {
    private static final List<EncodingKind> LEARNT = learnt();
    /**
     * Of columns that follow from others or are made anew, which {@link EncoderFitter} finds by rules and by what
     * values mean.
     */
    private static final List<Class<? extends Encoding>> FOUND = List.of(
            DependentEncoding.class,
            ComputedEncoding.class,
            LookupEncoding.class,
            IdentifierEncoding.class,
            JoinedEncoding.class);

    private EncodingKinds() {}

    private static List<EncodingKind> learnt() {
        final List<EncodingKind> kinds = new ArrayList<>();
        ServiceLoader.load(EncodingKind.class, EncodingKind.class.getClassLoader())
                .forEach(kinds::add);
        kinds.addAll(List.of(StandardKind.values()));
        return List.copyOf(kinds);
    }

    /** The encoding of the first kind that suits a column. */
    static Encoding fit(final ColumnSample column) {
        return LEARNT.stream()
                .<Encoding>flatMap(kind -> kind.fit(column).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "No encoding suits the column " + column.column().name()));
    }

    /** The classes that a model file may hold. */
    public static List<Class<? extends Encoding>> types() {
        return Stream.<Class<? extends Encoding>>concat(LEARNT.stream().map(EncodingKind::type), FOUND.stream())
                .toList();
    }

    /** What model files call them. */
    public static String names() {
        return types().stream()
                .map(type -> type.getAnnotation(JsonTypeName.class).value())
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
