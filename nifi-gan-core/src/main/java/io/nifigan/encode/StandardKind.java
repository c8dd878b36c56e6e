// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import java.util.Optional;

/** The kinds of encodings of this library for learnt columns, in the order in which they are tried. */
enum StandardKind implements EncodingKind {
    CALENDAR(CalendarEncoding.class) {
        @Override
        public Optional<CalendarEncoding> fit(final ColumnSample column) {
            return column.column().kind().isNumeric() && !column.mustHaveFewValues()
                    ? CalendarFitter.fit(column)
                    : Optional.empty();
        }
    },
    NUMBER(NumberEncoding.class) {
        @Override
        public Optional<NumberEncoding> fit(final ColumnSample column) {
            if (!column.column().kind().isNumeric()
                    || column.mustHaveFewValues() && CalendarFitter.fit(column).isPresent()) {
                return Optional.empty();
            }
            final NumberEncoding number = NumberFitter.fit(
                    column.numbers(),
                    column.range(),
                    column.column().step(),
                    column.minimumCount(),
                    column.isElement());
            return column.mustHaveFewValues() && number.hasOthers() ? Optional.empty() : Optional.of(number);
        }
    },
    CATEGORY(CategoryEncoding.class) {
        @Override
        public Optional<CategoryEncoding> fit(final ColumnSample column) {
            return Optional.of(CategoryFitter.fit(column));
        }
    };

    private final Class<? extends Encoding> type;

    StandardKind(final Class<? extends Encoding> type) {
        this.type = type;
    }

    @Override
    public Class<? extends Encoding> type() {
        return type;
    }
}
