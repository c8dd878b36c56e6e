// SPDX-License-Identifier: Apache-2.0
package io.nifigan.text;

/** The structure of a cell that holds a JSON object or array. */
final class JsonStructure extends CellStructure {
    @Override
    CellPart parts(final String text) {
        return JsonText.parse(text);
    }

    @Override
    public String label() {
        return "JSON";
    }

    @Override
    public boolean isCertain() {
        return true;
    }
}
