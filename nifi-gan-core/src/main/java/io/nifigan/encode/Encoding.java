// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How the values of one column are learnt: fitted once, then never changed. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = NumberEncoding.class, name = "number"),
    @JsonSubTypes.Type(value = CalendarEncoding.class, name = "calendar"),
    @JsonSubTypes.Type(value = CategoryEncoding.class, name = "category"),
    @JsonSubTypes.Type(value = DependentEncoding.class, name = "dependent"),
    @JsonSubTypes.Type(value = ComputedEncoding.class, name = "computed"),
    @JsonSubTypes.Type(value = LookupEncoding.class, name = "lookup"),
    @JsonSubTypes.Type(value = IdentifierEncoding.class, name = "identifier"),
    @JsonSubTypes.Type(value = JoinedEncoding.class, name = "joined")})
public sealed interface Encoding permits NumberEncoding, CalendarEncoding, CategoryEncoding, DependentEncoding, ComputedEncoding, LookupEncoding,
        IdentifierEncoding, JoinedEncoding {
}
