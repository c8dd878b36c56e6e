// SPDX-License-Identifier: Apache-2.0
package io.nifigan;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packages of the engine, and which of them each may use. */
class PackagesTest {
    private static final int MAX_CLASSES = 40;

    /** From the bottom to the top. */
    private static final Map<String, String> USES = new LinkedHashMap<>();

    static {
        USES.put("common", "");
        USES.put("faker", "");
        USES.put("form", "common");
        USES.put("text", "");
        USES.put("table", "common faker form text");
        USES.put("formula", "common table");
        USES.put("rule", "common table formula");
        USES.put("partial", "common table formula rule");
        USES.put("trees", "common table formula");
        USES.put("predict", "common table formula trees");
        USES.put("identifier", "common faker form text table");
        USES.put("protect", "common table rule");
        USES.put("encode", "common table formula rule partial predict identifier protect");
        USES.put("network", "common");
        USES.put("train", "common rule protect encode network");
        USES.put("select", "common trees");
        USES.put("calibrate", "common encode network train");
        USES.put("realism", "common table trees");
        USES.put("privacy", "common table");
        USES.put(
                "model",
                "common table rule identifier protect encode network train trees select calibrate "
                        + "realism privacy");
        USES.put("score", "common table rule protect encode network train trees realism model");
        USES.put("sample.condition", "common form table rule encode network train trees select calibrate model");
        USES.put("sample.fair", "common table rule encode trees sample.condition");
        USES.put(
                "sample",
                "common table rule identifier encode network train trees select calibrate realism " + "model score"
                        + " sample.condition sample.fair");
        USES.put("evaluate.result", "common table privacy");
        USES.put("evaluate.similarity", "common table trees evaluate.result");
        USES.put("evaluate.attack", "common table trees evaluate.result evaluate.similarity");
        USES.put(
                "evaluate",
                "common table rule partial protect encode train trees select realism privacy model score "
                        + "evaluate.result"
                        + " evaluate.similarity evaluate.attack");
        USES.put("augment", "common table rule identifier encode model sample sample.condition sample.fair");
        USES.put("fit", String.join(" ", USES.keySet()));
        USES.put("relational.rows", "common table");
        USES.put("relational.schema", "common table relational.rows");
        USES.put("relational", String.join(" ", USES.keySet()));
    }

    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.nifigan");

    private static String[] named(final Stream<String> rooms) {
        return rooms.map(room -> "io.nifigan." + room).toArray(String[]::new);
    }

    @Test
    void everyClassIsInAKnownPackage() {
        classes().should().resideInAnyPackage(named(USES.keySet().stream())).check(ENGINE);
    }

    @Test
    void aPackageUsesOnlyThoseBelowIt() {
        USES.forEach((room, uses) -> {
            final String[] allowed = named(Stream.concat(
                    Stream.of(room), Arrays.stream(uses.split(" ")).filter(name -> !name.isEmpty())));
            noClasses()
                    .that()
                    .resideInAPackage("io.nifigan." + room)
                    .should()
                    .dependOnClassesThat(resideInAPackage("io.nifigan..").and(not(resideInAnyPackage(allowed))))
                    .check(ENGINE);
        });
    }

    @Test
    void noPackagesDependOnEachOther() {
        slices().matching("io.nifigan.(**)").should().beFreeOfCycles().check(ENGINE);
    }

    @Test
    void theEngineKnowsNothingOfNiFi() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.nifi..")
                .check(ENGINE);
    }

    @Test
    void noPackageHasMoreThanFortyClasses() {
        final Map<String, Long> sizes = ENGINE.stream()
                .filter(type -> type.isTopLevelClass() && !"package-info".equals(type.getSimpleName()))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        assertEquals(
                List.of(),
                sizes.entrySet().stream()
                        .filter(size -> size.getValue() > MAX_CLASSES)
                        .toList());
    }
}
