// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was found to hold in a table, and what a user wants to hold.
 *
 * @param determinants for each column that another learnt one determines, that one
 * @param defining for each column that is computed, or looked up otherwise, how
 * @param kept rules that do not define a column
 */
public record RuleSet(Map<Integer, Integer> determinants, Map<Integer, Rule> defining, List<Rule> kept) {
    RuleSet() {
        this(new TreeMap<>(), new TreeMap<>(), new ArrayList<>());
    }
}
