// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rules of a table, found or given by the user.
 *
 * @param determinants for each column that a single learnt column determines, that column
 * @param defining for each other computed or looked-up column, its rule
 * @param kept rules that do not define a column
 */
public record RuleSet(Map<Integer, Integer> determinants, Map<Integer, DefiningRule> defining, List<Rule> kept) {
    RuleSet() {
        this(new TreeMap<>(), new TreeMap<>(), new ArrayList<>());
    }
}
