// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.fit.ModelFitter;
import io.nifigan.model.GANModel;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests of the page in a real browser, skipped if there is none. With -Dnifi.gan.pictures=true, screenshots are written
 * to target/report.
 */
@Tag("slow")
class ReportInBrowserTest {
    private static final Path PICTURES = Path.of("target", "report");
    private static final String UNDRAWN = """
            [...document.querySelectorAll('[data-chart]')].filter(box => {
                const svg = box.querySelector('svg');
                return !svg || svg.querySelectorAll('path, rect, circle').length < 3 || \
                svg.getBoundingClientRect().width < 100;
            }).map(box => box.dataset.chart)""";

    @TempDir
    private static Path folder;

    private static Chromium browser;

    @BeforeAll
    static void startBrowser() throws IOException, InterruptedException {
        final Optional<Path> program = Chromium.program();
        Assumptions.assumeTrue(
                program.isPresent(),
                "No Chromium or Chrome is on the PATH (apt-get install chromium), nor named by the "
                        + "variable CHROMIUM: the page was not opened in a browser");
        browser = new Chromium(program.get(), Files.createDirectory(folder.resolve("profile")));
        Files.createDirectories(PICTURES);
    }

    @AfterAll
    static void stopBrowser() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    private static Path page(final Evaluation evaluation, final String name) throws IOException {
        final Path file = PICTURES.resolve(name + ".html");
        try (OutputStream out = Files.newOutputStream(file)) {
            ReportPage.write(evaluation, "customers.csv", Instant.parse("2026-11-24T12:00:00Z"), out);
        }
        return file.toAbsolutePath();
    }

    private static void assertSound(final String what) throws IOException, InterruptedException {
        assertEquals(List.of(), browser.complaints(), what);
        assertEquals(List.of(), browser.requests(), what + ": the page sends requests to other machines");
        final JsonNode undrawn = browser.evaluate(UNDRAWN);
        assertEquals("[]", undrawn.toString(), what + ": charts that are not drawn");
        final int wide = browser.evaluate(
                        "document.documentElement.scrollWidth - " + "document.documentElement.clientWidth")
                .asInt();
        assertEquals(0, wide, what + ": wider than the window, by pixels");
    }

    private static void look(final Evaluation evaluation, final String name) throws IOException, InterruptedException {
        final Path file = page(evaluation, name);
        for (final int width : new int[] {1280, 400}) {
            for (final boolean dark : new boolean[] {false, true}) {
                browser.size(width, 900);
                browser.dark(dark);
                browser.open(file);
                final String what = "%s-%d-%s".formatted(name, width, dark ? "dark" : "light");
                assertSound(what);
                if (Boolean.getBoolean("nifi.gan.pictures")) {
                    Files.write(PICTURES.resolve(what + ".png"), browser.picture());
                }
            }
        }
    }

    @Test
    void drawsEveryChartAtBothWidthsInBothSchemes() throws IOException, InterruptedException {
        look(EvaluationFixtures.of(11), "report");
        assertTrue(browser.evaluate("document.querySelectorAll('[data-chart]').length")
                        .asInt()
                >= 16);
    }

    @Test
    void fiftyColumnsAreDrawnAndStayLight() throws IOException, InterruptedException {
        look(EvaluationFixtures.of(50), "wide");
        assertTrue(Files.size(PICTURES.resolve("wide.html")) <= 2_000_000, () -> "the page is too large");
    }

    @Test
    void namesAndValuesOfColumnsAreOnlyText() throws IOException, InterruptedException {
        look(EvaluationFixtures.hostile(), "hostile");
        assertFalse(browser.evaluate("document.title").asText().contains("taken"));
        assertEquals(
                0,
                browser.evaluate("document.querySelectorAll('img, body svg[onload], main script').length")
                        .asInt());
        assertTrue(browser.evaluate("document.querySelector('.column figcaption').textContent")
                        .asText()
                        .length()
                > 10);
        final String shown = browser.evaluate("document.body.innerText").asText();
        for (final String name : EvaluationFixtures.HOSTILE.subList(0, 3)) {
            assertTrue(shown.contains(name), name);
        }
    }

    @Test
    void evenInjectedMarkupCouldNotRunScripts() throws IOException, InterruptedException {
        browser.open(page(EvaluationFixtures.of(4), "policy"));
        browser.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=\"data:,\" "
                + "onerror=\"document.title = 1\">')");
        browser.settle();
        assertNotEquals("1", browser.evaluate("document.title").asText());
        assertTrue(
                browser.complaints().stream().anyMatch(line -> line.contains("Content Security Policy")),
                browser.complaints()::toString);
    }

    @Test
    void littleMeasuredIsSaidPlainly() throws IOException, InterruptedException {
        look(EvaluationFixtures.bare(), "bare");
        final String shown = browser.evaluate("document.body.innerText").asText();
        assertTrue(shown.contains("their privacy was not tested"), shown);
        assertTrue(shown.contains("There are no held-out rows."), shown);
    }

    @Test
    void leakIsSaidOnTopAndInRed() throws IOException, InterruptedException {
        look(EvaluationFixtures.leaking(), "leaking");
        assertTrue(browser.evaluate("document.querySelector('h1').innerText")
                .asText()
                .contains("reveal single real rows"));
        assertTrue(browser.evaluate("document.querySelectorAll('#privacy .chip.bad').length")
                        .asInt()
                >= 5);
    }

    @Test
    void followsTheColourSchemeAndTheWindow() throws IOException, InterruptedException {
        browser.size(1280, 900);
        browser.dark(false);
        browser.open(page(EvaluationFixtures.of(6), "scheme"));
        final String fill = "document.querySelector('[data-chart=attacks] svg').innerHTML.includes('#c8541c')";
        assertTrue(browser.evaluate(fill).asBoolean());
        browser.dark(true);
        browser.settle();
        assertFalse(browser.evaluate(fill).asBoolean());
        browser.size(400, 900);
        browser.settle();
        browser.settle();
        assertSound("made narrow");
        assertTrue(browser.evaluate("document.querySelector('[data-chart=attacks] svg').getBoundingClientRect().width")
                        .asDouble()
                < 400);
    }

    @Test
    void keyboardAndScreenReaderFindTheirWay() throws IOException, InterruptedException {
        browser.size(1280, 900);
        browser.open(page(EvaluationFixtures.of(6), "access"));
        browser.press("Tab", 9);
        assertEquals(
                "#main",
                browser.evaluate("document.activeElement.getAttribute('href')").asText());
        assertEquals(
                1, browser.evaluate("document.querySelectorAll('h1').length").asInt());
        assertEquals(
                1, browser.evaluate("document.querySelectorAll('main').length").asInt());
        assertEquals("en", browser.evaluate("document.documentElement.lang").asText());
        assertEquals(
                0,
                browser.evaluate("[...document.querySelectorAll('[data-chart]')].filter(box => "
                                + "box.getAttribute('role') !== 'img'"
                                + " || box.getAttribute('aria-label').length < 20).length")
                        .asInt());
        assertEquals(
                0,
                browser.evaluate("[...document.querySelectorAll('section')].filter(part => "
                                + "!document.getElementById(part.getAttribute('aria-labelledby'))).length")
                        .asInt());
        assertEquals(
                0,
                browser.evaluate("[...document.querySelectorAll('a[href^=\"#\"]')].filter(link => "
                                + "!document.querySelector(link.getAttribute('href'))).length")
                        .asInt());
        // No level of headings is skipped.
        assertTrue(browser.evaluate("[...document.querySelectorAll('h1,h2,h3')].map(head => "
                        + "+head.tagName[1]).every((level, i, all) => i === 0 || level <= all[i - 1] + 1)")
                .asBoolean());
    }

    @Test
    void modelIsAPageOfItsColumnsRulesAndQuality() throws IOException, InterruptedException, TrainingException {
        final String name = EvaluationFixtures.HOSTILE.get(1);
        final TableBuilder builder = new TableBuilder(
                List.of(new Field("age", ValueType.INT), new Field(name, ValueType.STRING)),
                Map.of("age", ColumnKind.INTEGER));
        for (int row = 0; row < 200; row++) {
            builder.add(new Object[] {18 + row * 7 % 60, "city " + row % 3});
        }
        final GANModel model = new ModelFitter(TrainingSettings.defaults()
                        .withMaxSteps(5)
                        .withNetwork(8, 16, 1)
                        .withBatchSize(32)
                        .withThreads(1))
                .fit(builder.build(), new TrainingListener() {});
        final Path file = PICTURES.resolve("model.html").toAbsolutePath();
        try (OutputStream out = Files.newOutputStream(file)) {
            ModelPage.write(model, out);
        }
        for (final int width : new int[] {1280, 400}) {
            browser.size(width, 900);
            browser.dark(false);
            browser.open(file);
            assertSound("model at " + width);
            Files.write(PICTURES.resolve("model-%d.png".formatted(width)), browser.picture());
        }
        final String shown = browser.evaluate("document.body.innerText").asText();
        assertTrue(shown.contains(model.id()) && shown.contains(name) && shown.contains("trained on 200 rows"), shown);
        assertEquals(
                0,
                browser.evaluate("document.querySelectorAll('img, script').length")
                        .asInt());
    }

    @Test
    void prints() throws IOException, InterruptedException {
        browser.open(page(EvaluationFixtures.of(6), "print"));
        final byte[] pdf = browser.print();
        Files.write(PICTURES.resolve("print.pdf"), pdf);
        assertTrue(pdf.length > 20_000, () -> "PDF of %d bytes".formatted(pdf.length));
    }
}
