// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.processors.augment.AugmentRecords;
import io.nifigan.processors.evaluate.EvaluateSynthetic;
import io.nifigan.processors.manage.ManageGANModels;
import io.nifigan.processors.sample.SampleGenerator;
import io.nifigan.processors.score.ScoreDiscriminator;
import io.nifigan.processors.train.TrainGAN;
import io.nifigan.services.CacheGANModelStore;
import io.nifigan.services.DirectoryGANModelStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.nifi.annotation.behavior.DynamicProperty;
import org.apache.nifi.annotation.behavior.ReadsAttribute;
import org.apache.nifi.annotation.behavior.ReadsAttributes;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.components.AllowableValue;
import org.apache.nifi.components.ConfigurableComponent;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.processor.Relationship;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/**
 * The pages in docs/reference list what each component says of its properties, relationships and attributes. With
 * -Dnifigan.tables=write they are written; otherwise they are compared, so that they cannot become outdated.
 */
class ReferenceTablesTest {
    private static final Pattern PICTURE = Pattern.compile("!\\[[^\\]]{20,}\\]\\(data:image/svg\\+xml,([^()\\s]+)\\)");

    @ParameterizedTest
    @ValueSource(
            classes = {
                TrainGAN.class,
                SampleGenerator.class,
                ScoreDiscriminator.class,
                AugmentRecords.class,
                EvaluateSynthetic.class,
                ManageGANModels.class,
                DirectoryGANModelStore.class,
                CacheGANModelStore.class
            })
    void areWhatTheComponentSays(final Class<? extends ConfigurableComponent> type)
            throws IOException, ReflectiveOperationException {
        final Path file = Path.of("../docs/reference", type.getSimpleName() + ".md");
        final String tables = tables(type.getDeclaredConstructor().newInstance());
        if ("write".equals(System.getProperty("nifigan.tables"))) {
            Files.writeString(file, tables);
            return;
        }
        assertEquals(
                tables,
                Files.readString(file),
                "%s is not what %s says: run this test with -Dnifigan.tables=write"
                        .formatted(file, type.getSimpleName()));
    }

    /** NiFi shows only the text, so the picture must be part of it. */
    @ParameterizedTest
    @ValueSource(
            classes = {
                TrainGAN.class,
                SampleGenerator.class,
                ScoreDiscriminator.class,
                AugmentRecords.class,
                EvaluateSynthetic.class,
                ManageGANModels.class,
                DirectoryGANModelStore.class,
                CacheGANModelStore.class
            })
    void haveAPictureThatCanBeShown(final Class<? extends ConfigurableComponent> type) throws Exception {
        final Matcher picture = PICTURE.matcher(
                Files.readString(Path.of("src/main/resources/docs", type.getName(), "additionalDetails.md")));
        assertTrue(picture.find(), "no picture");
        final String drawing = URLDecoder.decode(picture.group(1), StandardCharsets.UTF_8);
        final Element root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(drawing.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        assertEquals("svg", root.getTagName());
        assertTrue(
                root.getElementsByTagName("text").getLength() > 3
                        && root.getElementsByTagName("path").getLength() > 2,
                drawing);
    }

    private static String tables(final ConfigurableComponent component) {
        final Class<?> type = component.getClass();
        final List<String> lines = new ArrayList<>(List.of(
                "<!-- SPDX-License-Identifier: Apache-2.0 -->",
                "# " + type.getSimpleName(),
                "",
                "Generated from the code by ReferenceTablesTest. NiFi shows the same in the "
                        + "component's documentation.",
                "",
                "| Property | Default | |",
                "|---|---|---|"));
        component.getPropertyDescriptors().forEach(property -> lines.add(property(property)));
        for (final DynamicProperty property : type.getAnnotationsByType(DynamicProperty.class)) {
            lines.add(row("*" + property.name() + "*", "", property.description() + ". Value: " + property.value()));
        }
        if (component instanceof Processor processor) {
            lines.addAll(List.of("", "| Relationship | |", "|---|---|"));
            relationships(processor)
                    .forEach(relationship ->
                            lines.add(row("`" + relationship.getName() + "`", relationship.getDescription())));
        }
        final List<String> attributes = Stream.concat(written(type), read(type)).toList();
        if (!attributes.isEmpty()) {
            lines.addAll(List.of("", "| Attribute | |", "|---|---|"));
            lines.addAll(attributes);
        }
        return String.join("\n", lines) + "\n";
    }

    private static Stream<String> written(final Class<?> type) {
        final WritesAttributes several = type.getAnnotation(WritesAttributes.class);
        return Stream.concat(
                        several == null ? Stream.empty() : Stream.of(several.value()),
                        Stream.of(type.getAnnotationsByType(WritesAttribute.class)))
                .map(attribute -> row("`" + attribute.attribute() + "`", attribute.description()));
    }

    private static Stream<String> read(final Class<?> type) {
        final ReadsAttributes several = type.getAnnotation(ReadsAttributes.class);
        return Stream.concat(
                        several == null ? Stream.empty() : Stream.of(several.value()),
                        Stream.of(type.getAnnotationsByType(ReadsAttribute.class)))
                .map(attribute -> row("reads `" + attribute.attribute() + "`", attribute.description()));
    }

    private static String property(final PropertyDescriptor property) {
        final List<String> notes = new ArrayList<>(List.of(property.getDescription()));
        if (property.getAllowableValues() != null
                && property.getAllowableValues().stream().anyMatch(value -> value.getDescription() != null)) {
            notes.add(property.getAllowableValues().stream()
                    .map(ReferenceTablesTest::choice)
                    .collect(Collectors.joining(" ")));
        }
        if (!property.getDependencies().isEmpty()) {
            notes.add("Shown where "
                    + property.getDependencies().stream()
                            .map(dependency -> "*%s* is %s"
                                    .formatted(
                                            dependency.getPropertyName(),
                                            dependency.getDependentValues() == null
                                                    ? "set"
                                                    : dependency.getDependentValues().stream()
                                                            .sorted()
                                                            .map(value -> "\"" + value + "\"")
                                                            .collect(Collectors.joining(" or "))))
                            .sorted()
                            .collect(Collectors.joining(" and "))
                    + ".");
        }
        if (property.getExpressionLanguageScope() != ExpressionLanguageScope.NONE) {
            notes.add(
                    property.getExpressionLanguageScope() == ExpressionLanguageScope.FLOWFILE_ATTRIBUTES
                            ? "Expression Language: with attributes."
                            : "Expression Language: without attributes.");
        }
        return row(
                "**" + property.getName() + "**" + (property.isRequired() ? "" : " (may be blank)"),
                Objects.requireNonNullElse(property.getDefaultValue(), ""),
                String.join(" ", notes));
    }

    private static String choice(final AllowableValue value) {
        return "\"%s\": %s."
                .formatted(
                        value.getDisplayName(),
                        Objects.requireNonNullElse(value.getDescription(), "").replaceAll("\\.$", ""));
    }

    /** All relationships that exist with any setting. */
    private static List<Relationship> relationships(final Processor processor) {
        final Map<String, Relationship> all = new LinkedHashMap<>();
        processor.getRelationships().forEach(relationship -> all.put(relationship.getName(), relationship));
        for (final PropertyDescriptor property : processor.getPropertyDescriptors()) {
            final List<String> values = property.getAllowableValues() == null
                    ? List.of("1 min")
                    : property.getAllowableValues().stream()
                            .map(AllowableValue::getValue)
                            .toList();
            for (final String value : values) {
                processor.onPropertyModified(property, null, value);
                processor
                        .getRelationships()
                        .forEach(relationship -> all.putIfAbsent(relationship.getName(), relationship));
            }
        }
        return all.values().stream()
                .sorted(Comparator.comparing(Relationship::getName))
                .toList();
    }

    private static String row(final String... cells) {
        return Stream.of(cells)
                .map(cell -> cell.replace("|", "\\|").replaceAll("\\s+", " ").strip())
                .collect(Collectors.joining(" | ", "| ", " |"));
    }
}
