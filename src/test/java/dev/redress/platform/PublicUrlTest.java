package dev.redress.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which addresses production gives to people; that it does not start with others is seen in ProductionStartIT.
class PublicUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://appeals.example.com",
                "HTTPS://appeals.example.com:8443",
                "https://example.com/appeals",
                "http://localhost:8080",
                "http://redress.localhost",
                "http://127.0.0.1:8080",
                "http://[::1]:8080"
            })
    void isTaken(String address) {
        assertThat(PublicUrl.fault(address)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "missing",
                "",
                "appeals.example.com",
                "/appeals",
                "https:appeals.example.com",
                "https://",
                "ftp://appeals.example.com",
                "javascript:alert(1)",
                "http://appeals.example.com",
                "http://localhost.example.com",
                "http://127.example.com",
                "http://127.0.0.1.example.com",
                "http://10.0.0.1:8080",
                "https://appeals.example.com/",
                "https://appeals.example.com?x=1",
                "https://appeals.example.com#top",
                "https://somebody@appeals.example.com",
                "https://appeals example com"
            })
    void isRefused(String address) {
        assertThat(PublicUrl.fault(address)).isPresent();
    }
}
