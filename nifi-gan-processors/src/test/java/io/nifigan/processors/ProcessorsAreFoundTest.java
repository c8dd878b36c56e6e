// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.documentation.UseCase;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.controller.ControllerService;
import org.apache.nifi.processor.Processor;
import org.junit.jupiter.api.Test;

class ProcessorsAreFoundTest {
    private static final List<Class<? extends Processor>> OURS = List.of(
            TrainGAN.class,
            SampleGenerator.class,
            ScoreDiscriminator.class,
            AugmentRecords.class,
            EvaluateSynthetic.class,
            ManageGANModels.class);

    @Test
    void serverFindsAll() {
        final Set<Class<?>> found = ServiceLoader.load(Processor.class).stream()
                .map(ServiceLoader.Provider::type)
                .collect(Collectors.toSet());
        assertTrue(found.containsAll(OURS), found::toString);
    }

    @Test
    void serverFindsBothStores() {
        final Set<Class<?>> found = ServiceLoader.load(ControllerService.class).stream()
                .map(ServiceLoader.Provider::type)
                .collect(Collectors.toSet());
        for (final Class<?> store : List.of(DirectoryGANModelStore.class, CacheGANModelStore.class)) {
            assertTrue(found.contains(store), store::getName);
            assertNotNull(store.getResource("/docs/" + store.getName() + "/additionalDetails.md"), store.getName());
        }
    }

    @Test
    void eachIsDocumented() {
        for (final Class<? extends Processor> processor : OURS) {
            assertNotNull(
                    processor.getResource("/docs/" + processor.getName() + "/additionalDetails.md"),
                    processor.getName());
            assertNotNull(processor.getAnnotation(Tags.class));
            assertNotNull(processor.getAnnotation(CapabilityDescription.class));
            assertTrue(processor.getAnnotationsByType(UseCase.class).length > 1);
        }
    }

    @Test
    void eachPropertyIsNamedOnceAndDescribed() throws ReflectiveOperationException {
        for (final Class<? extends Processor> type : OURS) {
            final List<PropertyDescriptor> properties =
                    type.getDeclaredConstructor().newInstance().getPropertyDescriptors();
            final Set<String> names = new HashSet<>();
            for (final PropertyDescriptor property : properties) {
                assertTrue(names.add(property.getName()), property::getName);
                assertEquals(property.getName(), property.getDisplayName());
                assertTrue(property.getDescription().length() > 20, property::getName);
            }
        }
    }
}
