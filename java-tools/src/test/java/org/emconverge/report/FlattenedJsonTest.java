package org.emconverge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class FlattenedJsonTest {
    @Test
    void anyShapeBecomesRows() throws Exception {
        assertEquals(
                "{a b=1.23, c=1, 2, d=x, e_f g=true}".replace("e_f", "e f"),
                FlattenedJson.flat(new ObjectMapper()
                                .readTree("{\"a\": {\"b\": 1.23456}, \"c\": [1, 2], \"d\": \"x\","
                                        + " \"n\": null, \"e_f\": {\"g\": true}}"))
                        .toString());
    }

    @Test
    void onlyLongDecimalsAreShortened() {
        assertEquals("-4181.2", FlattenedJson.shortened("-4181.23456"));
        assertEquals("-1567.6", FlattenedJson.shortened("-1567.601"));
        assertEquals("0.581", FlattenedJson.shortened("0.5812"));
        assertEquals("0.581", FlattenedJson.shortened("0.581"));
        assertEquals("-6.10e-06", FlattenedJson.shortened("-6.097299319662852e-06"));
        assertEquals("8.6.1.dev-b399af4", FlattenedJson.shortened("8.6.1.dev-b399af4"));
        assertEquals("0.004", FlattenedJson.shortened("0.004"));
        assertEquals("model_0001", FlattenedJson.shortened("model_0001"));
    }
}
