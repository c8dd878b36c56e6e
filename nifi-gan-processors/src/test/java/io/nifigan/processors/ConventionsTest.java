// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.processors.augment.AugmentRecords;
import io.nifigan.processors.evaluate.EvaluateSynthetic;
import io.nifigan.processors.manage.ManageGANModels;
import io.nifigan.processors.sample.SampleGenerator;
import io.nifigan.processors.score.ScoreDiscriminator;
import io.nifigan.processors.train.TrainGAN;
import io.nifigan.services.CacheGANModelStore;
import io.nifigan.services.DirectoryGANModelStore;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.nifi.annotation.behavior.DynamicProperty;
import org.apache.nifi.annotation.behavior.ReadsAttribute;
import org.apache.nifi.annotation.behavior.ReadsAttributes;
import org.apache.nifi.annotation.behavior.Restricted;
import org.apache.nifi.annotation.behavior.Restriction;
import org.apache.nifi.annotation.behavior.SideEffectFree;
import org.apache.nifi.annotation.behavior.SupportsBatching;
import org.apache.nifi.annotation.configuration.DefaultSchedule;
import org.apache.nifi.annotation.lifecycle.OnDisabled;
import org.apache.nifi.annotation.lifecycle.OnEnabled;
import org.apache.nifi.annotation.lifecycle.OnRemoved;
import org.apache.nifi.annotation.lifecycle.OnScheduled;
import org.apache.nifi.annotation.lifecycle.OnStopped;
import org.apache.nifi.components.ConfigurableComponent;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.RequiredPermission;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.scheduling.SchedulingStrategy;
import org.apache.nifi.util.FormatUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Conventions of NiFi's own processors, on which the reader of a flow relies. */
class ConventionsTest {
    private static final Set<Class<? extends Annotation>> LIFECYCLE =
            Set.of(OnScheduled.class, OnStopped.class, OnRemoved.class, OnEnabled.class, OnDisabled.class);
    /**
     * The permissions that a property requires. Spill Directory needs none: its file has no name and alters nothing.
     */
    private static final Map<String, Set<RequiredPermission>> REACHES = Map.of(
            "Model Location", Set.of(RequiredPermission.READ_FILESYSTEM),
            "Public Schema", Set.of(RequiredPermission.READ_FILESYSTEM),
            "Checkpoint Directory", Set.of(RequiredPermission.READ_FILESYSTEM, RequiredPermission.WRITE_FILESYSTEM),
            "Directory", Set.of(RequiredPermission.READ_FILESYSTEM, RequiredPermission.WRITE_FILESYSTEM));

    private static final Pattern TITLE_CASE = Pattern.compile("[A-Z][A-Za-z]*([ -]([A-Z][A-Za-z]*|of))*");

    static Stream<Class<? extends ConfigurableComponent>> components() {
        return Stream.concat(processors(), Stream.of(DirectoryGANModelStore.class, CacheGANModelStore.class));
    }

    static Stream<Class<? extends Processor>> processors() {
        return Stream.of(
                TrainGAN.class,
                SampleGenerator.class,
                ScoreDiscriminator.class,
                AugmentRecords.class,
                EvaluateSynthetic.class,
                ManageGANModels.class);
    }

    private static <T extends ConfigurableComponent> T instance(final Class<T> type)
            throws ReflectiveOperationException {
        return type.getDeclaredConstructor().newInstance();
    }

    @ParameterizedTest
    @MethodSource("components")
    void restrictionsAreWhatThePropertiesReach(final Class<? extends ConfigurableComponent> type)
            throws ReflectiveOperationException {
        final Set<RequiredPermission> reached = EnumSet.noneOf(RequiredPermission.class);
        instance(type)
                .getPropertyDescriptors()
                .forEach(property -> reached.addAll(REACHES.getOrDefault(property.getName(), Set.of())));
        final Restricted restricted = type.getAnnotation(Restricted.class);
        final Map<RequiredPermission, String> required = restricted == null
                ? Map.of()
                : Stream.of(restricted.restrictions())
                        .collect(Collectors.toMap(Restriction::requiredPermission, Restriction::explanation));
        assertEquals(reached, required.keySet());
        required.forEach((permission, explanation) ->
                assertTrue(explanation.startsWith("Provides operator the ability to "), explanation));
    }

    @ParameterizedTest
    @MethodSource("components")
    void propertiesAreInTitleCaseAndBoundsAreMinimumAndMaximum(final Class<? extends ConfigurableComponent> type)
            throws ReflectiveOperationException {
        for (final PropertyDescriptor property : instance(type).getPropertyDescriptors()) {
            assertTrue(TITLE_CASE.matcher(property.getName()).matches(), property::getName);
            assertFalse(property.getName().matches(".*\\b(Least|Most|Fewest|Min|Max)\\b.*"), property::getName);
        }
    }

    @ParameterizedTest
    @MethodSource("components")
    void lifecycleMethodsAreNamedAfterTheirAnnotations(final Class<?> type) {
        for (final Method method : Stream.of(type.getMethods())
                .filter(method -> method.getDeclaringClass().getName().startsWith("io.nifigan."))
                .toList()) {
            for (final Annotation annotation : method.getAnnotations()) {
                if (LIFECYCLE.contains(annotation.annotationType())) {
                    final String name = annotation.annotationType().getSimpleName();
                    assertEquals(Character.toLowerCase(name.charAt(0)) + name.substring(1), method.getName());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("processors")
    void readAttributesAreNamed(final Class<?> type) {
        final ReadsAttributes several = type.getAnnotation(ReadsAttributes.class);
        Stream.concat(
                        several == null ? Stream.empty() : Stream.of(several.value()),
                        Stream.of(type.getAnnotationsByType(ReadsAttribute.class)))
                .forEach(attribute -> assertTrue(attribute.attribute().contains("."), attribute::attribute));
    }

    @ParameterizedTest
    @MethodSource("processors")
    void dynamicPropertiesFollowTheOneRule(final Class<?> type) {
        for (final DynamicProperty property : type.getAnnotationsByType(DynamicProperty.class)) {
            assertEquals("column:NAME", property.name());
        }
    }

    @Test
    void aSourceRunsOnceAMinuteUnlessTold() {
        final DefaultSchedule schedule = SampleGenerator.class.getAnnotation(DefaultSchedule.class);
        assertNotNull(schedule);
        assertEquals(SchedulingStrategy.TIMER_DRIVEN, schedule.strategy());
        assertEquals(
                Duration.ofMinutes(1).toMillis(),
                FormatUtils.getPreciseTimeDuration(schedule.period(), TimeUnit.MILLISECONDS));
    }

    /** Only processors that work on one FlowFile at a time, in the session of their trigger, and write nowhere else. */
    @ParameterizedTest
    @MethodSource("processors")
    void onlyScoringAndAugmentingCanBeBatchedAndRepeated(final Class<?> type) {
        final boolean simple =
                List.of(ScoreDiscriminator.class, AugmentRecords.class).contains(type);
        assertEquals(simple, type.isAnnotationPresent(SupportsBatching.class));
        assertEquals(simple, type.isAnnotationPresent(SideEffectFree.class));
    }

    @Test
    void whatTheGateTurnsAwayIsNotConfusedWithWhatFailed() {
        final Set<String> names = new EvaluateSynthetic()
                .getRelationships().stream().map(Relationship::getName).collect(Collectors.toSet());
        assertTrue(
                names.containsAll(Set.of("accepted", "rejected", "failure")) && !names.contains("failed"),
                names::toString);
    }
}
