// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessSession;
import org.junit.jupiter.api.Test;

/** Processors and services read settings, move records and hand them to the engine: no mathematics in them. */
class ProcessorPackagesTest {
    /** Bounds and conversions, which settings and counts need. */
    private static final Set<String> ARITHMETIC =
            Set.of("min", "max", "clamp", "round", "abs", "toIntExact", "addExact", "multiplyExact");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.nifigan.processors", "io.nifigan.services");

    @Test
    void whatComputesIsTheEngines() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "io.nifigan.network..",
                                "io.nifigan.trees..",
                                "io.nifigan.select..",
                                "io.nifigan.calibrate..")
                        .and(not(nameMatching("io\\.nifigan\\.network\\.(Native\\w+|BlasKernel)(\\$.*)?"))))
                .check(CLASSES);
    }

    @Test
    void ofTrainingOnlyItsSettingsAndWhatItTellsAreUsed() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("io.nifigan.train..")
                        .and(not(nameMatching("io\\.nifigan\\.train\\.(\\w+(Settings|Listener|Exception)"
                                + "|Progress|Loss|Prior|Checkpoints)(\\$.*)?"))))
                .check(CLASSES);
    }

    @Test
    void servicesDoNotNeedProcessors() {
        noClasses()
                .that()
                .resideInAPackage("io.nifigan.services..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.nifigan.processors..")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void nothingIsComputedHere() {
        noClasses()
                .should()
                .callMethodWhere(new DescribedPredicate<>("are functions of Math beyond bounds and rounding") {
                    @Override
                    public boolean test(final JavaMethodCall call) {
                        return call.getTargetOwner().isAssignableTo(Math.class) && !ARITHMETIC.contains(call.getName());
                    }
                })
                .check(CLASSES);
    }

    /** NiFi's provenance shows attributes that are removed but were not there as ones without value. */
    @Test
    void onlyAttributesThatAreThereAreRemoved() {
        noClasses()
                .that()
                .doNotHaveSimpleName("FlowFileAttributes")
                .should()
                .callMethod(ProcessSession.class, "removeAttribute", FlowFile.class, String.class)
                .orShould()
                .callMethod(ProcessSession.class, "removeAllAttributes", FlowFile.class, Set.class)
                .check(CLASSES);
    }
}
