// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTablesTest {
    @TempDir
    private Path folder;

    private Path file(final String content) throws IOException {
        return Files.writeString(folder.resolve("in.csv"), content);
    }

    @Test
    void writesWhatItRead() throws IOException {
        final String content =
                "id code,price,day,on,note\n007,1.50,01/31/2020,TRUE,\"a, " + "\"\"b\"\"\"\n008,,02/01/2020,FALSE,é\n";
        final Table table = CsvTables.read(file("\uFEFF" + content.replace("\n", "\r\n")), Map.of())
                .build();
        final Path plain = folder.resolve("out.csv");
        final Path packed = folder.resolve("out.csv.gz");
        CsvTables.write(table, plain);
        CsvTables.write(table, packed);

        assertEquals(content, Files.readString(plain));
        assertNull(table.value(1, 1));
        assertEquals(ColumnKind.DATE, table.column(2).kind());
        CsvTables.write(CsvTables.read(packed, Map.of()).build(), plain);
        assertEquals(content, Files.readString(plain));
    }

    @Test
    void writesInParts() throws IOException {
        final Table table = CsvTables.read(file("a,b\n1,x\n2,y\n"), Map.of("a", ColumnKind.CATEGORY))
                .build();
        final Path out = folder.resolve("out.csv");
        try (CsvTables.Writer writer = new CsvTables.Writer(out, table.columns())) {
            writer.write(table.select(new int[] {1}));
            writer.write(table.select(new int[] {0, 1}));
        }

        assertEquals("a,b\n2,y\n1,x\n2,y\n", Files.readString(out));
    }

    @Test
    void errorsNameTheFault() throws IOException {
        assertTrue(message("").contains("is empty"));
        assertTrue(message("a,b\n").contains("no rows"));
        assertTrue(
                message("a,b\n1,2\n1,2,3\n").contains("line 3 has 3 cells, the header has 2"),
                message("a,b\n1,2\n1,2,3\n"));
        assertTrue(message("a,a\n1,2\n").contains("'a' twice"));
        assertTrue(message("a,\n1,2\n").contains("column 2 has no name"));
        assertTrue(message("a,b\n\"1,2\n").contains("cannot be read as CSV"), message("a,b\n\"1,2\n"));
        final Path absent = folder.resolve("absent.csv");
        assertTrue(assertThrows(IOException.class, () -> CsvTables.read(absent, Map.of()))
                .getMessage()
                .contains("absent.csv is not a file"));
        final Path fake = Files.writeString(folder.resolve("fake.gz"), "a,b\n1,2\n");
        assertTrue(assertThrows(IOException.class, () -> CsvTables.read(fake, Map.of()))
                .getMessage()
                .contains("cannot be read"));
    }

    private String message(final String content) throws IOException {
        final Path file = file(content);
        return assertThrows(IOException.class, () -> CsvTables.read(file, Map.of()))
                .getMessage();
    }
}
