// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.table;

import io.nifigan.common.RandomStream;
import java.util.List;
import java.util.Locale;

/**
 * A generator of artificial census records with properties that are typical of such tables. It has numbers of which
 * nine in ten are zero and the rest span five powers of ten, two columns that determine each other, a category of 42
 * values of which one makes up nine in ten rows, hours of which half are 40, and a target that is positive in 24 % of
 * the rows and that trees predict with an AUC of about .92. It was not fitted to any real table.
 */
final class CensusTable {
    static final List<String> COLUMNS = List.of(
            "age",
            "workclass",
            "education",
            "education_years",
            "marital_status",
            "occupation",
            "relationship",
            "origin",
            "sex",
            "capital_gain",
            "capital_loss",
            "hours",
            "country",
            "income");
    private static final double[] EDUCATION = {
        .002, .005, .01, .02, .016, .029, .036, .013, .322, .224, .042, .033, .165, .053, .018, .012
    };
    private static final double[] WORKCLASS = {.75, .08, .065, .04, .034, .03, .0008, .0002};
    private static final int OCCUPATIONS = 14;
    private static final int COUNTRIES = 42;
    private static final double ELSEWHERE = .1;
    private static final int MAX_GAIN = 99_999;
    private static final double THRESHOLD = 2.6;

    private final RandomStream random;

    CensusTable(final long seed) {
        random = new RandomStream(seed);
    }

    /** The next record as a line of CSV. */
    String next() {
        final int age = (int) Math.min(
                90, 17 + 34 * -Math.log(1 - .82 * random.nextDouble()) * (.6 + .8 * random.nextDouble()));
        final int education = Math.min(drawn(EDUCATION), age < 19 ? 8 : age < 22 ? 10 : 15);
        final boolean male = random.nextDouble() < .67;
        final int marital = marital(age, male);
        final int relationship = marital == 0
                ? male ? 0 : 1
                : marital == 6 && age < 27 && random.nextDouble() < .7
                        ? 3
                        : random.nextDouble() < .6 ? 2 : random.nextDouble() < .7 ? 4 : 5;
        final int skill = (int) Math.clamp(
                OCCUPATIONS * (.045 * education + .4 * random.nextDouble()) - (male ? 0 : 1) * random.nextDouble(),
                0,
                OCCUPATIONS - 1.);
        final int workclass = education > 12 && random.nextDouble() < .3 ? 1 + random.nextInt(5) : drawn(WORKCLASS);
        final int hours = hours(age, skill);
        final int country =
                random.nextDouble() < ELSEWHERE ? 1 + (int) ((COUNTRIES - 1) * Math.pow(random.nextDouble(), 2.5)) : 0;
        final int origin = country > 25
                ? random.nextDouble() < .6 ? 2 : 0
                : random.nextDouble() < .855 ? 0 : random.nextDouble() < .7 ? 1 : 2 + random.nextInt(3);
        final double score = (marital == 0 ? 2.3 : 0)
                + .34 * (education - 8)
                + .16 * (skill - 6)
                + .045 * (hours - 40)
                - .0028 * Math.pow(age - 50, 2)
                + (male ? .25 : 0)
                + (workclass == 2 ? .7 : 0)
                - (country > 0 ? .25 : 0);
        final double wealth = 1 / (1 + Math.exp(-1.08 * (score - THRESHOLD)));
        final boolean gains = random.nextDouble() < .045 + .16 * wealth;
        final boolean rich = random.nextDouble() < wealth;
        final int gain = gains ? gain(rich) : 0;
        final int loss = !gains && random.nextDouble() < (rich ? .1 : .03)
                ? (int) ((rich ? 1_850 : 1_650) + 350 * random.nextGaussian() * (.3 + random.nextDouble()))
                : 0;
        final boolean positive = gain > 7_000 && random.nextDouble() < .97 || rich;
        return String.format(
                Locale.ROOT,
                "%d,work-%d,school-%d,%d,status-%d,job-%d,kin-%d,origin-%d,%s,%d,%d,%d,land-%d,%s",
                age,
                workclass + 1,
                education + 1,
                education + 1,
                marital + 1,
                skill + 1,
                relationship + 1,
                origin + 1,
                male ? "male" : "female",
                gain,
                Math.clamp(loss, 0, 4_356),
                hours,
                country + 1,
                positive ? "more" : "less");
    }

    private int marital(final int age, final boolean male) {
        final double married = Math.clamp((age - 19) / 22., .02, .68) * (male ? 1.15 : .5);
        if (random.nextDouble() < married) {
            return 0;
        }
        final double other = random.nextDouble();
        return age > 30
                ? other < .5 ? 1 : other < .62 ? 2 : other < .62 + .005 * (age - 30) ? 3 : other < .9 ? 6 : 4
                : other < .95 ? 6 : other < .97 ? 5 : 1;
    }

    private int hours(final int age, final int skill) {
        final double kind = random.nextDouble();
        if (kind < .47 && age < 63) {
            return 40;
        }
        final double middle = age < 22 ? 25 : age > 62 ? 30 : kind < .75 ? 37 : 48 + .4 * skill;
        final int hours = (int) Math.clamp(middle + 9 * random.nextGaussian(), 1, 99);
        return random.nextDouble() < .5 ? Math.max(1, 5 * Math.round(hours / 5f)) : hours;
    }

    /** The capital gain: for rich people five thousand or more, capped at a maximum that one in thirty has. */
    private int gain(final boolean rich) {
        if (!rich) {
            return (int) Math.clamp(Math.exp(7.9 + .55 * random.nextGaussian()), 100, 6_900.);
        }
        final double kind = random.nextDouble();
        return kind < .2
                ? 15_024
                : kind < .4
                        ? 7_688
                        : kind < .47
                                ? MAX_GAIN
                                : (int) Math.clamp(Math.exp(9.1 + .45 * random.nextGaussian()), 3_000, 41_310.);
    }

    private int drawn(final double[] shares) {
        double left = random.nextDouble();
        for (int i = 0; i < shares.length; i++) {
            left -= shares[i];
            if (left < 0) {
                return i;
            }
        }
        return shares.length - 1;
    }
}
