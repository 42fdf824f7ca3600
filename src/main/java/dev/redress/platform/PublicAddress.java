package dev.redress.platform;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/// Tells addresses of the open internet from all others: loopback, private networks, link-local (where clouds keep the
/// credentials of a machine), multicast and what is reserved (the IANA special-purpose registries, RFC 6890). An IPv6
/// address that carries an IPv4 address is judged by that one.
final class PublicAddress {

    private PublicAddress() {}

    static boolean is(InetAddress address) {
        return switch (address) {
            case Inet4Address four -> isPublic(four.getAddress(), 0);
            case Inet6Address six -> isPublic(six.getAddress());
            default -> false;
        };
    }

    private static boolean isPublic(byte[] four, int from) {
        int first = four[from] & 0xFF;
        int second = four[from + 1] & 0xFF;
        int third = four[from + 2] & 0xFF;
        return !(first == 0
                || first == 10
                || first == 127
                || first >= 224 // multicast, reserved, broadcast
                || (first == 100 && second >= 64 && second < 128) // shared by carriers
                || (first == 169 && second == 254)
                || (first == 172 && second >= 16 && second < 32)
                || (first == 192 && second == 168)
                || (first == 192 && second == 0 && (third == 0 || third == 2))
                || (first == 198 && (second == 18 || second == 19))
                || (first == 198 && second == 51 && third == 100)
                || (first == 203 && second == 0 && third == 113));
    }

    private static boolean isPublic(byte[] six) {
        if (isZero(six, 0, 10) && (six[10] == -1 && six[11] == -1 || six[10] == 0 && six[11] == 0)) {
            return !isZero(six, 10, 12) && isPublic(six, 12); // mapped; what is merely compatible is out of use
        }
        int start = (six[0] & 0xFF) << 8 | six[1] & 0xFF;
        if (start == 0x0064 && (six[2] & 0xFF) == 0xFF && (six[3] & 0xFF) == 0x9B) {
            return isZero(six, 4, 12) && isPublic(six, 12); // NAT64
        }
        if (start == 0x2002) {
            return isPublic(six, 2); // 6to4
        }
        boolean global = (start & 0xE000) == 0x2000; // 2000::/3 is all that is given out
        boolean special = start == 0x2001 && six[2] < 2 && six[2] >= 0 // 2001::/23, with Teredo
                || start == 0x2001 && (six[2] & 0xFF) == 0x0D && (six[3] & 0xFF) == 0xB8
                || start == 0x3FFF && (six[2] & 0xF0) == 0;
        return global && !special;
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
