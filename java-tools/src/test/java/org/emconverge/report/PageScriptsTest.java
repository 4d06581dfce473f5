package org.emconverge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class PageScriptsTest {
    private static final Pattern RUN = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL);

    @Test
    void textOfUsersIsPacked() throws Exception {
        String evil = "</script><script>alert('\u2028')</script>";
        String html = new PageScripts()
                .data("page", evil.getBytes(StandardCharsets.UTF_8))
                .html();
        Matcher block = Pattern.compile("<script type=\"text/plain\" id=\"packed-page\">([A-Za-z0-9+/=]+)</script>\n")
                .matcher(html);
        assertTrue(block.matches(), html);
        byte[] packed = Base64.getDecoder().decode(block.group(1));
        assertEquals(
                evil,
                new String(
                        new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes(), StandardCharsets.UTF_8));
    }

    @Test
    void thePolicyNamesTheScriptsByTheirHash() throws Exception {
        PageScripts scripts = new PageScripts().script("packed.js").script("tables.js");
        Matcher run = RUN.matcher(scripts.html());
        for (int count = 0; count < 2; count++) {
            assertTrue(run.find());
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(run.group(1).getBytes(StandardCharsets.UTF_8));
            assertTrue(
                    scripts.policy().contains("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'"),
                    scripts.policy());
        }
        assertFalse(scripts.policy().contains("'unsafe-eval'"));
        assertTrue(new PageScripts().policy().startsWith("default-src 'none'; script-src 'none';"));
    }
}
