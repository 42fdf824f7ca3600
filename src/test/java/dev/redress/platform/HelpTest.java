package dev.redress.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HelpTest {

    @Test
    void isNoneWhereNothingIsSet() {
        Help help = Help.of(Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(help).isEqualTo(Help.NONE);
        assertThat(help.any()).isFalse();
    }

    @Test
    void mayBeOnlyOneOfTheWays() {
        Help help = Help.of(Optional.empty(), Optional.of("+49 (30) 1234-5"), Optional.empty());
        assertThat(help.any()).isTrue();
        assertThat(help.dial()).isEqualTo("+493012345");
    }

    @Test
    void isNotShownWhereItIsNone() {
        Page some = Pages.page("de");
        Page none = new Page(some.locale(), some.zone(), some.service(), some.operator(), some.languages(), Help.NONE);
        assertThat(footer(some).select("a").eachText())
                .containsExactly("Hilfe-Seite", "+49 30 1234-5", "help@example.com");
        assertThat(footer(none).text()).isEqualTo("Example Shop");
    }

    @ParameterizedTest
    @CsvSource({
        "javascript:alert(1), , ",
        "//example.com, , ",
        "help, , ",
        "https://a b, , ",
        ", call us, ",
        ", 1, ",
        ", , nobody",
        ", , a@example.com?bcc=b@example.com"
    })
    void isRefusedWhereItWouldLeadNowhere(String url, String phone, String email) {
        assertThatThrownBy(
                        () -> Help.of(Optional.ofNullable(url), Optional.ofNullable(phone), Optional.ofNullable(email)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("redress.help.");
    }

    private static Element footer(Page page) {
        String frame = "{#include layout/person}{#main}{/main}{/include}";
        return Jsoup.parse(Pages.engine("de")
                        .parse(frame, Pages.html())
                        .data("page", page)
                        .render())
                .selectFirst("footer");
    }
}
