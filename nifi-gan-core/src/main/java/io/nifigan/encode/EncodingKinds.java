// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The registry of all kinds of encodings: those of this library and those provided as services. */
public final class EncodingKinds {
    private static final List<EncodingKind> LEARNT = learnt();
    /**
     * The encodings of columns with rules and of identifiers, which {@link EncoderFitter} assigns by rules and semantic
     * types.
     */
    private static final List<Class<? extends Encoding>> ASSIGNED = List.of(
            DependentEncoding.class,
            ComputedEncoding.class,
            PartialEncoding.class,
            PredictedEncoding.class,
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

    /** Fits the first kind of encoding that suits a column. */
    static Encoding fit(final ColumnSample column) {
        return LEARNT.stream()
                .<Encoding>flatMap(kind -> kind.fit(column).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "No encoding suits the column " + column.column().name()));
    }

    /** The classes of encodings that a model file may hold. */
    public static List<Class<? extends Encoding>> types() {
        return Stream.<Class<? extends Encoding>>concat(LEARNT.stream().map(EncodingKind::type), ASSIGNED.stream())
                .toList();
    }

    /** The names of the encodings in model files, separated by commas. */
    public static String names() {
        return types().stream()
                .map(type -> type.getAnnotation(JsonTypeName.class).value())
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
