package dev.redress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class MalformedAddressesTest {

    private static final String NOBODY = "01900000-0000-7000-8000-000000000000";

    @Inject
    Tables tables;

    @ParameterizedTest(name = "{0} {1} as {2} is {3}")
    @CsvSource({
        "GET, /api/v1/decisions/1, agent, 404",
        "GET, /api/v1/decisions/null, agent, 404",
        "GET, /api/v1/decisions/" + NOBODY + ", agent, 404",
        "GET, /api/v1/decisions/%F0%9F%92%A9, agent, 404",
        "POST, /api/v1/decisions/x/link, agent, 404",
        "DELETE, /api/v1/decisions/" + NOBODY + "/link, agent, 404",
        "GET, /api/v1/cases/x, rita, 404",
        "GET, /api/v1/cases/" + NOBODY + ", rita, 404",
        "PUT, /api/v1/cases/" + NOBODY + "/claim, rita, 404",
        "DELETE, /api/v1/cases/x/claim, rita, 404",
        "GET, /api/v1/remedies/x, agent, 404",
        "DELETE, /api/v1/agent-keys/x, otto, 404",
        "DELETE, /api/v1/agent-keys/" + NOBODY + ", otto, 404",
        "GET, /api/v1/decision-types/none, otto, 404",
        "GET, /api/v1/notices/x, none, 404",
        "GET, /api/v1/notices/%2F, none, 404",
        "GET, /api/v1/nothing, none, 404",
        "GET, /api/v1/decisions?cursor=x, agent, 400",
        "GET, /api/v1/decisions?cursor=eHl6, agent, 400",
        "GET, /api/v1/decisions?cursor=%FF, agent, 400",
        "GET, /api/v1/decisions?limit=0, agent, 400",
        "GET, /api/v1/decisions?limit=-1, agent, 400",
        "GET, /api/v1/decisions?limit=201, agent, 400",
        "GET, /api/v1/decisions?limit=ten, agent, 400",
        "GET, /api/v1/decisions?limit=99999999999, agent, 400",
        "GET, /api/v1/decisions?from=today, agent, 400",
        "GET, /api/v1/decisions?to=2026-02-30T00:00:00Z, agent, 400",
        "GET, /api/v1/decisions?from=10000-01-01T00:00:00Z, agent, 400",
        "GET, /api/v1/decisions?type=a%00b, agent, 400",
        "GET, /api/v1/decisions/%00, agent, 400",
        "GET, /api/v1/cases?cursor=x, rita, 400",
        "GET, /api/v1/cases?limit=0, rita, 400",
        // +1000000000-12-31T23:59:59.999999999Z twice and an id
        "GET, /api/v1/cases?cursor=KzEwMDAwMDAwMDAtMTItMzFUMjM6NTk6NTkuOTk5OTk5OTk5Wh8rMTAwMDAwMDAwMC0xMi0zMVQyMzo1OTo1OS45OTk5OTk5OTlaHzAxOTAwMDAwLTAwMDAtNzAwMC04MDAwLTAwMDAwMDAwMDAwMA, rita, 400",
        "GET, /api/v1/cases?state=OPEN, rita, 400",
        "GET, /api/v1/cases?model=%00, rita, 400",
        "GET, /api/v1/cases?search=%00, rita, 400",
        "GET, /api/v1/cases?held=maybe&state=NONE, rita, 400",
        "GET, /api/v1/cases?held=perhaps, rita, 400",
        "GET, /api/v1/cases?mine=xx, rita, 400",
        "GET, /api/v1/cases?claimable=maybe, rita, 400",
        "GET, /api/v1/cases?origin=NOPE, rita, 400",
        "GET, /api/v1/remedies?overdue=maybe, otto, 400",
        // f, a day of the year 99999, 9, a time and an id
        "GET, /api/v1/cases?cursor=Zh8rOTk5OTktMDEtMDFUMDA6MDA6MDBaHzkfMjAyNi0wMS0wMVQwMDowMDowMFofMDE5MDAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAw, rita, 400",
        "POST, /api/v1/cases/" + NOBODY + "/skip, rita, 422",
        "GET, /api/v1/cases/skips?cursor=x, lena, 400",
        "PUT, /api/v1/teams/Not%20Good, lena, 422",
        "DELETE, /api/v1/teams/none, lena, 404",
        "GET, /api/v1/reviewers/nobody/qualification, lena, 404",
        "DELETE, /api/v1/views/none, rita, 404",
        "GET, /api/v1/labels?after=x, ana, 400",
        "GET, /api/v1/sampling-policy?version=none, ana, 404",
        "GET, /api/v1/sampling-policy/figures?from=x, ana, 400",
        "GET, /api/v1/sampling-policy/figures?to=%2B99999-01-01, ana, 400",
        "GET, /api/v1/labels?after=-1, ana, 400",
        "GET, /api/v1/labels?limit=0, ana, 400",
        "GET, /api/v1/webhooks/" + NOBODY + "/deliveries?state=NOPE, otto, 400",
        "GET, /api/v1/webhooks/" + NOBODY + "/deliveries?limit=ten, otto, 400",
        "GET, /api/v1/webhooks/x/deliveries?state=DELIVERED, otto, 404",
        "GET, /api/v1/webhooks/x/deliveries, otto, 404",
    })
    void isRefusedAndChangesNothing(String method, String target, String person, int status) {
        Refused.with(status, tables, () -> Wire.send(method, target, null, credential(person)));
    }

    /// The server refuses these before anything of ours is asked, and without words.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/decisions/%",
                "/api/v1/decisions/%zz",
                "/api/v1/decisions?type=%4",
                "/api/v1/notices/%c0%",
                "/a/%"
            })
    void anAddressThatCannotBeTakenApartIsRefused(String target) {
        var before = tables.state();
        assertThat(Wire.send("GET", target, null, credential("agent")).status()).isEqualTo(400);
        assertThat(tables.state()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/decisions, 2000000, application/problem+json",
        "/api/v1/decisions, 100000000, application/problem+json",
        "/api/v1/decisions/batch, 40000000, application/problem+json",
        "/v1/traces, 30000000, application/x-protobuf",
        "/logs, 30000000, application/problem+json"
    })
    void aBodyBeyondAllLimitsIsRefusedUnread(String door, int length, String type) {
        Wire.Answer answer = Wire.send("POST", door, null, credential("agent"), "Content-Length: " + length);
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.header("Content-Type")).isEqualTo(type);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "PUT, /api/v1/decisions, POST",
        "DELETE, /api/v1/decisions, POST",
        "PATCH, /api/v1/decisions, POST",
        "POST, /api/v1/decisions/" + NOBODY + ", GET",
        "GET, /api/v1/decisions/batch/x, none",
        "GET, /api/v1/claims, POST",
        "DELETE, /api/v1/labels, GET",
        "PUT, /api/v1/notices/x/appeal, DELETE",
        "GET, /logs, POST",
        "GET, /logs/eu, POST",
    })
    void aMethodThatIsNotTakenIsToldWhichAre(String method, String target, String allowed) {
        if (allowed.equals("none")) {
            Refused.with(404, tables, () -> Wire.send(method, target, null, credential("agent")));
            return;
        }
        Wire.Answer answer =
                Wire.send(method, target, new byte[0], credential("agent"), "Content-Type: application/json");
        assertThat(answer.header("Allow")).contains(allowed);
        Refused.with(
                405,
                tables,
                () -> Wire.send(method, target, new byte[0], credential("agent"), "Content-Type: application/json"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "application/jsonp",
                "nonsense"
            })
    void anotherMediaTypeIsNotTaken(String type) {
        byte[] body = Chain.decision("malformed").toString().getBytes(UTF_8);
        Refused.with(
                415,
                tables,
                () -> Wire.send("POST", "/api/v1/decisions", body, credential("agent"), "Content-Type: " + type));
    }

    @Test
    void anAnswerOfAnotherMediaTypeIsNotGiven() {
        byte[] body = Chain.decision("malformed").toString().getBytes(UTF_8);
        Refused.with(
                406,
                tables,
                () -> Wire.send(
                        "POST",
                        "/api/v1/decisions",
                        body,
                        credential("agent"),
                        "Content-Type: application/json",
                        "Accept: image/png"));
    }

    /// RFC 9110 section 12.5.1: a list that names nothing, as if the header were not there.
    @ParameterizedTest
    @CsvSource({"/api/v1/labels, ana", "/api/v1/outcomes, otto", "/api/v1/gates/" + NOBODY + ", ana"})
    void anEmptyWishForAMediaTypeIsNone(String path, String person) {
        Wire.Answer plain = Wire.send("GET", path, null, credential(person));
        for (String wish : new String[] {"Accept:", "Accept: ", "Accept: ,"}) {
            Wire.Answer answer = Wire.send("GET", path, null, credential(person), wish);
            assertThat(answer.status()).as(answer.text()).isEqualTo(plain.status());
            assertThat(answer.header("Content-Type")).isEqualTo(plain.header("Content-Type"));
        }
        for (String nonsense : new String[] {"/", "a/b/c", "x", ";q=1", "a/b;q=z"}) {
            Wire.Answer answer = Wire.send("GET", path, null, credential(person), "Accept: " + nonsense);
            assertThat(answer.status()).as("%s: %s", nonsense, answer.text()).isLessThan(500);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer rdk_",
                "Bearer rdk_wrong",
                "Bearer rdk_demo_0000000000000000000000000001",
                "Bearer a.b.c",
                "Bearer \u00ff\u00fe",
                "Basic cmRrOnJkaw==",
                "Basic",
                "Digest username=a",
                "Negotiate x",
                "rdk_demo_0000000000000000000000000000",
                "Bearer rdk_demo_0000000000000000000000000000 x",
                "Bearer  ,",
                "=="
            })
    void aCredentialThatIsNoneIsRefused(String credential) {
        byte[] body = Chain.decision("malformed").toString().getBytes(UTF_8);
        Refused.with(
                401,
                tables,
                () -> Wire.send(
                        "POST",
                        "/api/v1/decisions",
                        body,
                        "Authorization: " + credential,
                        "Content-Type: application/json"));
    }

    @ParameterizedTest
    @ValueSource(ints = {5_000, 20_000, 200_000})
    void anAddressOrAHeaderThatIsTooLongNeverFails(int length) {
        var before = tables.state();
        Wire.Answer address =
                Wire.send("GET", "/api/v1/decisions?type=" + "t".repeat(length), null, credential("agent"));
        Wire.Answer header = Wire.send(
                "GET", "/api/v1/decisions?type=t", null, credential("agent"), "X-Long: " + "h".repeat(length));
        assertThat(address.status()).isIn(200, 400, 414);
        assertThat(header.status()).isIn(200, 400, 431);
        assertThat(tables.state()).isEqualTo(before);
    }

    private static String credential(String person) {
        return switch (person) {
            case "none" -> "X-None: 1";
            case "agent" -> "Authorization: Bearer " + Chain.KEY;
            default -> "Authorization: Bearer " + SignIn.token(person);
        };
    }
}
