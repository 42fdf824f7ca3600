package dev.redress.platform;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/// Whom a request is counted to: an IPv4 address, or the /64 network of an IPv6 address. A home or a phone is given a
/// whole /64 and changes the rest of the address at will (RFC 6177, RFC 8981).
public final class Network {

    private static final int LONGEST = 64;

    private Network() {}

    /// @param host a literal address, or whatever a proxy passed on in its place; may be null. Never looked up.
    public static String of(String host) {
        if (host == null || host.isEmpty()) {
            return "unknown";
        }
        int zone = host.indexOf('%'); // as in fe80::1%eth0
        try {
            InetAddress address = InetAddress.ofLiteral(zone < 0 ? host : host.substring(0, zone));
            return address instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), 8)) + "/64"
                    : address.getHostAddress();
        } catch (IllegalArgumentException e) {
            return host.length() > LONGEST ? host.substring(0, LONGEST) : host;
        }
    }
}
