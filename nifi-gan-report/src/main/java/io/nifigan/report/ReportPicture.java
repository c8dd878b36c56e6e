// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import io.nifigan.evaluate.result.Evaluation;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import javax.imageio.ImageIO;

/** An evaluation's essence as one picture: the verdicts, the least alike columns and the attacks. */
public final class ReportPicture {
    static final int WIDTH = 1_200;
    static final int HEIGHT = 800;

    private static final int MARGIN = 44;
    private static final int GAP = 16;
    private static final int CARD_TOP = 152;
    private static final int CARD_HEIGHT = 128;
    private static final int CHART_TOP = 330;
    private static final int CHART_HEIGHT = 188;
    private static final int CHARTS_WIDE = 3;
    private static final int MOST_CHARTS = 6;
    private static final int CHARTS_RIGHT = 800;
    private static final Color PAPER = new Color(0xFCFCFB);
    private static final Color SURFACE = Color.WHITE;
    private static final Color LINE = new Color(0xDFE2E3);

    private final Graphics2D pen;
    private final PictureText text;
    private final Page page;

    private ReportPicture(final Graphics2D pen, final Page page) {
        this.pen = pen;
        this.text = new PictureText(pen);
        this.page = page;
    }

    /**
     * Draws the picture.
     *
     * @param subject what the rows are, such as a file's name
     * @param madeAt  when it was measured
     * @return a PNG of 1,200 by 800 pixels
     * @throws IOException where this Java cannot draw text: a server may have no fonts, or no part of Java that draws
     */
    public static byte[] png(final Evaluation evaluation, final String subject, final Instant madeAt) throws IOException {
        final Page page = new PageBuilder(evaluation, subject, madeAt).build();
        final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        try {
            final Graphics2D pen = image.createGraphics();
            try {
                pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
                pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
                pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
                new ReportPicture(pen, page).draw();
            } finally {
                pen.dispose();
            }
        } catch (final LinkageError | InternalError | NullPointerException e) {
            // What Java throws where the machine has no fontconfig or no font.
            throw new IOException("This Java cannot draw text here (%s): install fontconfig and a font, such as DejaVu".formatted(e.getClass().getSimpleName()), e);
        }
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private void draw() {
        pen.setColor(PAPER);
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        text.line("SYNTHETIC DATA REPORT  ·  " + page.subject(), MARGIN, 52, WIDTH - 2 * MARGIN, PictureText.SMALL, PictureText.SOFT);
        text.paragraph(page.headline(), MARGIN, 90, WIDTH - 2 * MARGIN, PictureText.TITLE, PictureText.INK, 2);
        cards();
        columns();
        attacks();
        facts();
    }

    private void panel(final int x, final int y, final int width, final int height) {
        pen.setColor(SURFACE);
        pen.fillRoundRect(x, y, width, height, 8, 8);
        pen.setColor(LINE);
        pen.setStroke(new BasicStroke(1));
        pen.drawRoundRect(x, y, width, height, 8, 8);
    }

    private void cards() {
        final int count = page.cards().size();
        final int width = (WIDTH - 2 * MARGIN - (count - 1) * GAP) / count;
        for (int i = 0; i < count; i++) {
            final Page.Card card = page.cards().get(i);
            final int x = MARGIN + i * (width + GAP);
            panel(x, CARD_TOP, width, CARD_HEIGHT);
            final Color tone = tone(card.tone());
            pen.setColor(tone);
            pen.fillRoundRect(x, CARD_TOP, width, 5, 5, 5);
            text.line(card.area(), x + 16, CARD_TOP + 34, width / 2, PictureText.HEAD, PictureText.INK);
            text.right("%s %s".formatted(card.tone().sign(), card.tone().word()), x + width - 16, CARD_TOP + 34, PictureText.HEAD, tone);
            text.paragraph(card.more() == null ? card.sentence() : card.sentence() + " The model file " + card.more(), x + 16, CARD_TOP + 60, width - 32,
                    PictureText.SMALL, PictureText.SOFT, 4);
        }
    }

    static Color tone(final Tone tone) {
        return switch (tone) {
            case GOOD -> new Color(0x1F7245);
            case FAIR -> new Color(0x8A5A00);
            case POOR -> new Color(0xB3261E);
            case UNKNOWN -> new Color(0x5A626A);
        };
    }

    private void columns() {
        final PictureCharts charts = new PictureCharts(pen, text);
        text.line("The least alike columns", MARGIN, CHART_TOP - 16, 300, PictureText.HEAD, PictureText.INK);
        charts.key(CHARTS_RIGHT, CHART_TOP - 16);
        final int width = (CHARTS_RIGHT - MARGIN - (CHARTS_WIDE - 1) * GAP) / CHARTS_WIDE;
        final List<Page.Column> shown = page.worst().subList(0, Math.min(MOST_CHARTS, page.worst().size()));
        for (int i = 0; i < shown.size(); i++) {
            final Page.Column column = shown.get(i);
            final int x = MARGIN + i % CHARTS_WIDE * (width + GAP);
            final int y = CHART_TOP + i / CHARTS_WIDE * (CHART_HEIGHT + GAP);
            panel(x, y, width, CHART_HEIGHT);
            text.line(column.name(), x + 12, y + 24, width - 90, PictureText.SMALL_BOLD, PictureText.INK);
            text.right(column.figure(), x + width - 12, y + 24, PictureText.SMALL_BOLD, PictureText.INK);
            charts.column(page.charts().get(column.chart()), x + 12, y + 38, width - 24, CHART_HEIGHT - 50);
        }
    }

    private void attacks() {
        final int x = CHARTS_RIGHT + 2 * GAP;
        final int width = WIDTH - MARGIN - x;
        text.line("How often attacks succeed", x, CHART_TOP - 16, width, PictureText.HEAD, PictureText.INK);
        panel(x, CHART_TOP, width, 2 * CHART_HEIGHT + GAP);
        if (page.charts().get("attacks") instanceof Chart.Intervals intervals) {
            new PictureCharts(pen, text).intervals(intervals, x + 16, CHART_TOP + 20, width - 32, 2 * CHART_HEIGHT + GAP - 40);
        } else {
            text.paragraph("Not measured. " + page.unmeasured().stream().filter(fact -> "Attacks".equals(fact.name())).map(Page.Fact::value).findFirst().orElse(""),
                    x + 16, CHART_TOP + 36, width - 32, PictureText.SMALL, PictureText.SOFT, 8);
        }
    }

    private void facts() {
        final StringBuilder line = new StringBuilder();
        page.facts().forEach(fact -> line.append(line.isEmpty() ? "" : "  ·  ").append(fact.name()).append(' ').append(fact.value()));
        text.line(line.toString(), MARGIN, HEIGHT - 28, WIDTH - 2 * MARGIN, PictureText.SMALL, PictureText.SOFT);
    }
}
