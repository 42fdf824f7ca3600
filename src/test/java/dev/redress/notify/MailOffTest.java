package dev.redress.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redress.Chain;
import dev.redress.Tables;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/// Without a mail server, what would be sent is on record and stays there.
@QuarkusTest
class MailOffTest {

    @Inject
    Persons persons;

    @Inject
    Sender sender;

    @Inject
    Tables tables;

    @Test
    void recordsWhatItDoesNotSend() {
        Persons.Person person = persons.appealing("en");
        sender.send();
        assertThat(state("appeal_id = '" + person.appeal() + "'")).isEqualTo("OFF 0");
    }

    @Test
    void recordsThatThereIsNoAddress() {
        String token = Chain.appealed("mail");
        assertThat(state("decision_id = '" + persons.decision(token) + "'")).isEqualTo("NO_ADDRESS 0");
    }

    @Test
    void takesNoAddressThatIsMoreThanOne() {
        var decision = Chain.decision("mail");
        decision.withObjectProperty("subject").putObject("contact").put("email", "a@example.org\r\nBcc: b@example.org");
        String token = Chain.token(Chain.post(decision).path("appealUrl"));
        Chain.appeal(token).then().statusCode(201);
        assertThat(state("decision_id = '" + persons.decision(token) + "'")).isEqualTo("NO_ADDRESS 0");
    }

    /// Asked for, it leaves the end of the link as it is: nobody is told of another.
    @Test
    void renewsNoLinkThatNobodyGets() {
        var decision = Chain.decision("mail");
        decision.withObjectProperty("subject").putObject("contact").put("email", Persons.address());
        String id = Chain.post(decision).path("id");
        persons.wantLink(
                java.util.UUID.fromString(id), true, java.time.Clock.systemUTC().instant());
        assertThat(tables.column("SELECT 1 FROM link WHERE decision_id = '" + id + "'"))
                .isEmpty();
    }

    private String state(String where) {
        return tables.column("SELECT state || ' ' || tries FROM outgoing_message WHERE " + where)
                .getFirst();
    }
}
