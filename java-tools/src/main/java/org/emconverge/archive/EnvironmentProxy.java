package org.emconverge.archive;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The proxy that {@code https_proxy}, {@code http_proxy}, {@code all_proxy} and {@code no_proxy} name, as curl reads
 * them (lower case goes before upper case). Compute nodes of clusters often reach the archives in no other way, and
 * Java by itself reads only its own properties.
 */
final class EnvironmentProxy extends ProxySelector {
    private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

    private final Map<String, String> environment;

    EnvironmentProxy(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Java's own selector where its properties name a proxy, else this one. */
    static ProxySelector orJavas() {
        boolean javas = Stream.of("https.proxyHost", "http.proxyHost", "java.net.useSystemProxies")
                .map(System::getProperty)
                .anyMatch(Objects::nonNull);
        return javas ? ProxySelector.getDefault() : new EnvironmentProxy(System.getenv());
    }

    @Override
    public List<Proxy> select(URI uri) {
        String address = variable(uri.getScheme().toLowerCase(Locale.ROOT) + "_proxy", variable("all_proxy", ""));
        if (address.isEmpty() || excepted(uri.getHost())) {
            return DIRECT;
        }
        try {
            URI proxy = URI.create(address.contains("://") ? address : "http://" + address);
            int port = proxy.getPort() > 0 ? proxy.getPort() : "https".equals(proxy.getScheme()) ? 443 : 80;
            return proxy.getHost() == null
                    ? DIRECT
                    : List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), port)));
        } catch (IllegalArgumentException e) {
            return DIRECT;
        }
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
        // the download says so
    }

    /** This machine; and no_proxy: host names and domains, with or without a leading dot; * for all. */
    private boolean excepted(String host) {
        if (host == null || host.equalsIgnoreCase("localhost") || host.startsWith("127.") || host.equals("[::1]")) {
            return true;
        }
        String asked = "." + host.toLowerCase(Locale.ROOT);
        return Arrays.stream(variable("no_proxy", "").toLowerCase(Locale.ROOT).split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(name -> name.replaceFirst("^\\*?\\.", ""))
                .anyMatch(name -> name.equals("*") || asked.endsWith("." + name));
    }

    private String variable(String name, String otherwise) {
        String value =
                environment.getOrDefault(name, environment.getOrDefault(name.toUpperCase(Locale.ROOT), otherwise));
        return value.isBlank() ? otherwise : value.strip();
    }
}
