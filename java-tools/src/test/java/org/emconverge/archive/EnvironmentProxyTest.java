package org.emconverge.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentProxyTest {
    private static final String EBI = "https://ftp.ebi.ac.uk/x";

    @Test
    void takesTheProxyOfTheScheme() {
        assertEquals(
                "proxy.lan:3128",
                select(EBI, Map.of("https_proxy", "http://proxy.lan:3128/", "http_proxy", "http://other:1")));
        assertEquals("proxy.lan:3128", select(EBI, Map.of("HTTPS_PROXY", "proxy.lan:3128")));
        assertEquals("proxy.lan:80", select(EBI, Map.of("all_proxy", "http://proxy.lan")));
        assertEquals("lower:1", select(EBI, Map.of("https_proxy", "http://lower:1", "HTTPS_PROXY", "http://upper:2")));
    }

    @Test
    void goesDirectWithoutOneAndWhereExcepted() {
        assertEquals("direct", select(EBI, Map.of()));
        assertEquals("direct", select(EBI, Map.of("https_proxy", "")));
        assertEquals("direct", select(EBI, Map.of("https_proxy", "http://[")));
        for (String except : new String[] {"*", "ftp.ebi.ac.uk", "localhost, .EBI.ac.uk", "uk", "*.ac.uk"}) {
            assertEquals("direct", select(EBI, Map.of("https_proxy", "p:1", "no_proxy", except)), except);
        }
        for (String other : new String[] {"", "bi.ac.uk", "ebi.ac", "www.ebi.ac.uk"}) {
            assertEquals("p:1", select(EBI, Map.of("https_proxy", "p:1", "no_proxy", other)), other);
        }
    }

    private static String select(String uri, Map<String, String> environment) {
        Proxy proxy = new EnvironmentProxy(environment).select(URI.create(uri)).get(0);
        return proxy.type() == Proxy.Type.DIRECT
                ? "direct"
                : ((InetSocketAddress) proxy.address()).getHostString() + ":"
                        + ((InetSocketAddress) proxy.address()).getPort();
    }
}
