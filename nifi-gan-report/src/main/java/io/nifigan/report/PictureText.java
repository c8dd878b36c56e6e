// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;

/** Text in a picture, cut where it does not fit. */
final class PictureText {
    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 29);
    static final Font HEAD = new Font(Font.SANS_SERIF, Font.BOLD, 16);
    static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
    static final Font SMALL_BOLD = new Font(Font.SANS_SERIF, Font.BOLD, 14);
    static final Font TINY = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    static final Color INK = new Color(0x1B2026);
    static final Color SOFT = new Color(0x555D66);

    private static final String CUT = "…";
    private static final int LONGEST = 500;
    private static final double LEADING = 1.3;

    private final Graphics2D pen;

    PictureText(final Graphics2D pen) {
        this.pen = pen;
    }

    /** One line from x on, no wider than width. */
    void line(final String words, final int x, final int baseline, final int width, final Font font, final Color color) {
        pen.setFont(font);
        pen.setColor(color);
        pen.drawString(fitting(words, width, pen.getFontMetrics()), x, baseline);
    }

    /** One line that ends at x. */
    void right(final String words, final int x, final int baseline, final Font font, final Color color) {
        pen.setFont(font);
        pen.setColor(color);
        pen.drawString(words, x - pen.getFontMetrics().stringWidth(words), baseline);
    }

    /** Lines of whole words, at most so many. */
    void paragraph(final String words, final int x, final int baseline, final int width, final Font font, final Color color, final int mostLines) {
        pen.setFont(font);
        pen.setColor(color);
        final FontMetrics metrics = pen.getFontMetrics();
        final StringBuilder line = new StringBuilder();
        int lines = 0;
        final String[] parts = words.strip().split("\\s+");
        for (final String part : parts) {
            if (!line.isEmpty() && metrics.stringWidth(line + " " + part) > width) {
                final boolean last = lines == mostLines - 1;
                pen.drawString(fitting(last ? line + " " + part : line.toString(), width, metrics), x, (float) (baseline + lines * LEADING * font.getSize()));
                lines++;
                line.setLength(0);
                if (last) {
                    return;
                }
            }
            line.append(line.isEmpty() ? "" : " ").append(part);
        }
        pen.drawString(fitting(line.toString(), width, metrics), x, (float) (baseline + lines * LEADING * font.getSize()));
    }

    private static String fitting(final String words, final int width, final FontMetrics metrics) {
        String shown = words.length() > LONGEST ? words.substring(0, LONGEST) : words;
        if (shown.length() == words.length() && metrics.stringWidth(shown) <= width) {
            return shown;
        }
        while (!shown.isEmpty() && metrics.stringWidth(shown + CUT) > width) {
            shown = shown.substring(0, shown.length() - 1);
        }
        return shown.stripTrailing() + CUT;
    }
}
